import { expect, test } from 'vitest';
import { findViolations, importsOf } from '../../scripts/import-fences.ts';

const violations = (from: string, ...to: readonly string[]) =>
  findViolations(to.map((target) => ({ from, to: target })));

test.each([
  ['schemas/core/v1/pod.ts', 'src/apimachinery/quantity.ts'],
  ['schemas/core/v1/pod.ts', 'node:util'],
  ['src/apimachinery/table.ts', 'src/storage/store.ts'],
  ['src/apimachinery/table.ts', 'node:fs/promises'],
  ['src/apimachinery/table.ts', 'node:crypto'],
  ['src/storage/store.ts', 'schemas/core/v1/pod.ts'],
  ['src/storage/store.ts', 'src/storage/memory/memory-store.ts'],
  ['src/storage/memory/memory-store.ts', 'src/storage/lmdb/lmdb-store.ts'],
  ['src/registry/update.ts', 'lmdb'],
  ['src/registry/update.ts', 'fastify'],
  ['src/registry/update.ts', 'src/storage/memory/memory-store.ts'],
  ['src/registry/update.ts', 'src/endpoints/app.ts'],
  ['src/registry/update.ts', 'src/kinds/core/pods/index.ts'],
  ['src/registry/definition/action.ts', 'src/registry/update.ts'],
  ['src/registry/stored-form/object-codec.ts', 'src/registry/definition/strategy.ts'],
  ['src/kinds/core/pods/strategy.ts', 'src/kinds/core/nodes/strategy.ts'],
  ['src/kinds/core/pods/strategy.ts', 'src/registry/update.ts'],
  ['src/kinds/core/pods/strategy.ts', 'src/kinds/kinds.ts'],
  ['src/controllers/start-controllers.ts', 'src/kinds/core/pods/index.ts'],
  ['src/main.ts', 'src/controllers/start-controllers.ts'],
  ['src/process/log.ts', 'src/config.ts'],
  ['src/endpoints/routes/install.ts', 'src/kinds/core/pods/index.ts'],
  ['src/endpoints/routes/install.ts', 'src/storage/open-store.ts'],
  ['src/cri/runtime-service.ts', 'src/registry/registry.ts'],
  ['src/cri/runtime-service.ts', 'src/endpoints/app.ts'],
  ['src/request-worker/thread.ts', 'src/controllers/start-controllers.ts'],
  ['src/request-worker/thread.ts', 'src/endpoints/app.ts'],
  ['src/endpoints/app.ts', 'src/request-worker/request-workers.ts'],
  ['src/time/turns.ts', 'src/watch/watches.ts'],
  ['src/config.ts', 'src/main.ts'],
  ['src/config.ts', 'src/server/server.ts'],
  ['src/config.ts', 'test/helper.ts'],
])('refuses that %s imports %s', (from, to) => {
  expect(violations(from, to)).toContainEqual(expect.stringContaining(`${from} imports ${to}: `));
});

test.each([
  ['schemas/core/v1/pod.ts', ['@sinclair/typebox', 'schemas/meta/v1/object-meta.ts']],
  ['src/apimachinery/table.ts', ['schemas/core/v1/pod.ts', 'node:util']],
  ['src/storage/open-store.ts', ['src/storage/memory/memory-store.ts', 'src/storage/etcd/etcd-store.ts']],
  ['src/storage/memory/history.ts', ['src/storage/memory/records.ts', 'src/storage/store.ts']],
  ['src/kinds/kinds.ts', ['src/kinds/core/pods/index.ts', 'src/apimachinery/table.ts']],
  ['src/kinds/core/pods/index.ts', ['src/kinds/core/pods/strategy.ts', 'src/registry/definition/strategy.ts']],
  ['src/endpoints/routes/install.ts', ['fastify', 'src/registry/update.ts']],
  ['src/server/server.ts', ['src/kinds/core/pods/index.ts', 'src/controllers/start-controllers.ts']],
  [
    'src/request-worker/thread.ts',
    ['src/endpoints/object-app.ts', 'src/server/server-registry.ts', 'src/time/clock.ts'],
  ],
  ['src/main.ts', ['src/server/server.ts', 'src/config.ts']],
  ['src/index.ts', ['src/server/server.ts']],
] as const)('lets %s import what lies below it', (from, to) => {
  expect(violations(from, ...to)).toEqual([]);
});

test('names the files of a cycle in order', () => {
  const imports = [
    { from: 'src/watch/a.ts', to: 'src/watch/b.ts' },
    { from: 'src/watch/b.ts', to: 'src/watch/c.ts' },
    { from: 'src/watch/c.ts', to: 'src/watch/b.ts' },
  ];
  expect(findViolations(imports)).toEqual(['cycle: src/watch/b.ts -> src/watch/c.ts -> src/watch/b.ts']);
});

test('reads every way of writing an import', () => {
  const source = `
    import type { A } from './a.ts';
    import { b } from '../b.ts';
    import './c.ts';
    export * from './d.ts';
    export { e } from './e.ts';
    export const f = () => import('./f.ts');
    export type G = import('./g.ts').G;
    export const text = "import { h } from './h.ts'"; // import './i.ts'
  `;
  const names = importsOf('src/watch/x.ts', source).map(({ to }) => to);
  expect(names.toSorted()).toEqual(
    ['src/b.ts', ...['a', 'c', 'd', 'e', 'f', 'g'].map((name) => `src/watch/${name}.ts`)].toSorted(),
  );
});
