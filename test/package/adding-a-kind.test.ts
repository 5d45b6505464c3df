import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const PAGE = read('docs/adding-a-kind.md');
const blocks = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

test.each(
  [
    'schemas/core/v1/config-map.ts',
    'src/kinds/core/config-maps/index.ts',
    'src/kinds/core/config-maps/strategy.ts',
    'src/kinds/kinds.ts',
  ].map((file, i) => [file, blocks[i] ?? ''] as const),
)('docs/adding-a-kind.md shows %s as it is', (file, block) => {
  const lines = new Set(read(file).split('\n'));
  expect(block.split('\n').filter((line) => !lines.has(line))).toEqual([]);
  expect(block.length).toBeGreaterThan(50);
});

test('docs/adding-a-kind.md names files and folders that there are', () => {
  const examples = [...PAGE.matchAll(/\| `((?:core)\/[^`]+)` \|/g)].map(([, path]) => `src/kinds/${path}`);
  const elsewhere = [...PAGE.matchAll(/`((?:src|test|schemas)\/[^`]*)`/g)].map(([, path = '']) => path);
  expect(examples.length).toBeGreaterThan(4);
  expect(elsewhere.length).toBeGreaterThan(4);
  const named = [...examples, ...elsewhere];
  expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
});
