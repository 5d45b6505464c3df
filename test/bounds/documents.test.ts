import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GrowthCheck } from './growth-check.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps?dryRun=All';
const YAML_HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\n';

let served: ServedCheck;
let check: GrowthCheck;
beforeAll(async () => {
  served = await checkServed();
  check = served.check;
});
afterAll(() => served.close());

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const JSON_BODIES: Readonly<Record<string, (size: number) => string>> = {
  'deep lists': (size) => `{"metadata":{"name":"m"},"data":${'['.repeat(size)}${']'.repeat(size)}}`,
  'deep objects': (size) => `{"metadata":{"name":"m"},"x":${'{"a":'.repeat(size)}1${'}'.repeat(size)}}`,
  'lists that do not end': (size) => `{"metadata":${'['.repeat(size)}`,
  'small objects': (size) => `{"metadata":{"name":"m"},"data":[${'{},'.repeat(size)}{}]}`,
  'unknown fields': (size) => `{"metadata":{"name":"m"}${lines(size, (i) => `,"k${i}":1`)}}`,
  'unknown fields of a list': (size) =>
    `{"metadata":{"name":"m","ownerReferences":[${'{"x":1},'.repeat(size)}{"x":1}]}}`,
  'repeated fields': (size) => `{"metadata":{"name":"m"}${',"kind":"ConfigMap"'.repeat(size)}}`,
  'repeated keys': (size) => `{"metadata":{"name":"m"},"data":{${'"a":"",'.repeat(size)}"a":""}}`,
  escapes: (size) => `{"metadata":{"name":"m"},"data":{"a":"${'\\u0000\\n\\"'.repeat(size)}"}}`,
  'white space': (size) => `{"metadata":${' \n'.repeat(size)}{"name":"m"}}`,
  'a number of many digits': (size) => `{"metadata":{"name":"m","generation":${'9'.repeat(size)}}}`,
  'a fraction of many digits': (size) => `{"metadata":{"name":"m","generation":1.${'9'.repeat(size)}}}`,
  'numbers of many digits': (size) =>
    `{"metadata":{"name":"m","x":[${lines(size, (i) => `${'9'.repeat(40)}${i},`)}1]}}`,
};

const YAML_BODIES: Readonly<Record<string, (size: number) => string>> = {
  keys: (size) => lines(size, (i) => `k${i}: v\n`),
  'repeated keys': (size) => 'k: v\n'.repeat(size),
  'items of a list': (size) => `x:\n${lines(size, (i) => `- a${i}\n`)}`,
  'deep maps': (size) => lines(Math.sqrt(size), (i) => `${' '.repeat(i)}a:\n`),
  'deep flows': (size) => `x: ${'['.repeat(size)}${']'.repeat(size)}\n`,
  'flows that do not end': (size) => `x: ${'{'.repeat(size)}`,
  'flow entries': (size) => `x: [${'a, '.repeat(size)}a]\n`,
  dashes: (size) => `x:\n ${'- '.repeat(size)}a\n`,
  anchors: (size) => lines(size, (i) => `k${i}: &a${i} v\n`),
  'aliases of a map': (size) => `x: &x {${lines(size / 4, (i) => `a${i}: b, `)}}\ny: [${'*x, '.repeat(size / 4)}*x]\n`,
  'aliases of a scalar': (size) => `x: &x a\ny: [${'*x, '.repeat(size)}*x]\n`,
  'merge keys': (size) =>
    `x: &x {${lines(size / 4, (i) => `a${i}: b, `)}}\ny:\n${lines(size / 4, (i) => `- {<<: *x, k${i}: v}\n`)}`,
  'merge keys of a small map': (size) => `x: &x {a: b}\ny:\n${lines(size, () => '- {<<: *x}\n')}`,
  'a chain of merge keys': (size) =>
    `x0: &x0 {a: b}\n${lines(size / 2, (i) => `x${i + 1}: &x${i + 1} {<<: *x${i}, k${i}: v}\n`)}`,
  'a list of merge keys': (size) => `x: &x {a: b}\ny: {<<: [${'*x, '.repeat(size)}*x]}\n`,
  'a block of text': (size) => `data:\n  k: |\n${'    aaaa\n'.repeat(size)}`,
  'folded text': (size) => `data:\n  k: >\n${'    aaaa\n\n'.repeat(size)}`,
  'a quoted text over many lines': (size) => `data:\n  k: "${'a\n\n  '.repeat(size)}"\n`,
  comments: (size) => '# a\n'.repeat(size),
  documents: (size) => '---\n'.repeat(size),
  tabs: (size) => `x: ${'\t'.repeat(size)}`,
  questions: (size) => '? '.repeat(size),
  tags: (size) => `x: ${'!a '.repeat(size)}`,
};

const bodyOf = (type: string, text: (size: number) => string) => (size: number) => ({
  method: 'POST',
  path: CONFIG_MAPS,
  headers: { 'content-type': type },
  body: text(size),
});

vi.setConfig({ testTimeout: WALK_MS });

describe('a document', () => {
  it.each(Object.entries(JSON_BODIES))('in JSON is read in time that grows by its length: %s', async (title, text) => {
    await check.growth(`JSON of ${title}`, 20_000, bodyOf('application/json', text));
    expect(await served.faults()).toEqual([]);
  });

  it.each(Object.entries(YAML_BODIES))('in YAML is read in time that grows by its length: %s', async (title, text) => {
    await check.growth(
      `YAML of ${title}`,
      2_000,
      bodyOf('application/yaml', (size) => `${YAML_HEAD}${text(size)}`),
    );
    expect(await served.faults()).toEqual([]);
  });
});
