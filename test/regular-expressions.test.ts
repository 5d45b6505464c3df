import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NewExpression, Visitor } from 'oxc-parser';
import { expect, test, vi } from 'vitest';
import { type Source, sourcesOfProduct } from './support/sources.ts';

// The checker in plain JavaScript: its other forms are programs of their own.
vi.stubEnv('RECHECK_BACKEND', 'pure');
const { checkSync } = await import('recheck');

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [...sourcesOfProduct()];

interface Found {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

test('each regular expression takes a time that is linear in the text', {
  timeout: 300_000,
}, async () => {
  const all = [...SOURCES.flatMap(literals), ...(await made())];
  expect(all.length).toBeGreaterThan(100);
  const different = new Map(all.map((one) => [`/${one.pattern}/${one.flags}`, one]));
  const slow = [...different].flatMap(([expression, { file, pattern, flags }]) => {
    const found = checkSync(pattern, flags, { timeout: 60_000 });
    if (found.status === 'safe') return [];
    return [`${file}: ${expression} is ${found.status === 'vulnerable' ? found.complexity.summary : found.status}`];
  });
  expect(slow).toEqual([]);
});

test('each regular expression that is put together is so when its module is read', () => {
  expect(SOURCES.flatMap((source) => constructions(source).filter(({ inFunction }) => inFunction))).toEqual([]);
});

function literals({ file, program }: Source): Found[] {
  const found: Found[] = [];
  new Visitor({
    Literal: (literal) => {
      if ('regex' in literal) found.push({ file, pattern: literal.regex.pattern, flags: literal.regex.flags });
    },
  }).visit(program);
  return found;
}

/** The expressions that modules put together when they are read. */
async function made(): Promise<Found[]> {
  const found: Found[] = [];
  let file = '';
  const original = RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct: (target, [pattern, flags = ''], newTarget) => {
      found.push({ file, pattern: String(pattern), flags: String(flags) });
      return Reflect.construct(target, [pattern, flags], newTarget);
    },
  });
  try {
    for (const source of SOURCES.filter((one) => constructions(one).length > 0)) {
      ({ file } = source);
      await import(join(ROOT, file));
    }
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}

/** Where a source puts an expression together. */
function constructions({ file, text, program }: Source): { readonly at: string; readonly inFunction: boolean }[] {
  const found: { at: string; inFunction: boolean }[] = [];
  let depth = 0;
  const enter = (): void => {
    depth += 1;
  };
  const leave = (): void => {
    depth -= 1;
  };
  const look = ({ callee, start, end }: Pick<NewExpression, 'callee' | 'start' | 'end'>): void => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
    found.push({ at: `${file}: ${text.slice(start, end)}`, inFunction: depth > 0 });
  };
  new Visitor({
    NewExpression: look,
    CallExpression: look,
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
  }).visit(program);
  return found;
}
