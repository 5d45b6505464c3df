import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GrowthCheck } from './growth-check.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const JSON_TYPE = { 'content-type': 'application/json' };
const SIZE = 350;
/** With its path and all other headers, a query of so many bytes is not refused. */
const MAX_QUERY = 14_000;

let served: ServedCheck;
let check: GrowthCheck;
beforeAll(async () => {
  served = await checkServed();
  check = served.check;
});
afterAll(() => served.close());

const LABEL_TERMS: Readonly<Record<string, (index: number) => string>> = {
  'keys that are there': (index) => `k${index}`,
  'keys that are not there': (index) => `!a${index}`,
  values: (index) => `k${index}=v`,
  'other values': (index) => `k${index}!=w`,
  sets: (index) => `k${index} in (v)`,
};

/** How many terms to begin with: four times as many still fit into a URL. */
function sizeFor(term: (index: number) => string): number {
  const longest = encodeURIComponent(`${term(4 * SIZE)},`).length;
  return Math.min(SIZE, Math.floor(MAX_QUERY / (4 * longest)));
}

const times = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => make(i));
const object = (size: number, name = 'labelled'): string =>
  JSON.stringify({
    metadata: { name, labels: Object.fromEntries(times(size, (i) => `k${i}`).map((key) => [key, 'v'])) },
  });

const store = async (size: number): Promise<void> => {
  await check.send({ method: 'DELETE', path: `${CONFIG_MAPS}/labelled` });
  await check.send({ method: 'POST', path: CONFIG_MAPS, headers: JSON_TYPE, body: object(size * 10) });
};

vi.setConfig({ testTimeout: WALK_MS });

describe('a label selector', () => {
  it.each(Object.entries(LABEL_TERMS))(
    'takes time by its length and that of the labels, not by both: %s',
    async (title, term) => {
      const path = (size: number): string =>
        `${CONFIG_MAPS}?labelSelector=${encodeURIComponent(times(size, term).join(','))}`;
      await check.growth(`list by ${title}`, sizeFor(term), (size) => ({ method: 'GET', path: path(size) }), store);
      expect(await served.faults()).toEqual([]);
    },
  );

  it.each(Object.entries(LABEL_TERMS))('of an open watch costs a write no more: %s', async (title, term) => {
    let watch = new AbortController();
    const open = async (size: number): Promise<void> => {
      watch.abort();
      watch = new AbortController();
      await store(size);
      const query = `watch=1&labelSelector=${encodeURIComponent(times(size, term).join(','))}`;
      const { body } = await fetch(`${served.server.url}${CONFIG_MAPS}?${query}`, { signal: watch.signal });
      body?.pipeTo(new WritableStream()).catch(() => undefined);
    };
    const request = (size: number) => ({
      method: 'PUT',
      path: `${CONFIG_MAPS}/labelled`,
      headers: JSON_TYPE,
      body: object(size * 10),
    });
    await check.growth(`a write before a watch of ${title}`, sizeFor(term), request, open);
    watch.abort();
    expect(await served.faults()).toEqual([]);
  });

  it('names one of many values in time that grows by their number', async () => {
    const values = (size: number): string => times(size, (i) => `v${i}`).join(',');
    const path = (size: number): string =>
      `${CONFIG_MAPS}?labelSelector=${encodeURIComponent(`k0 in (${values(size)})`)}`;
    await check.growth('a set', SIZE, (size) => ({ method: 'GET', path: path(size) }), store);
    expect(await served.faults()).toEqual([]);
  });
});

describe('a query', () => {
  it.each([
    '(',
    ',',
    '!',
    '=',
    'a=',
    ' ',
    'a in (',
    'a,',
    '\\',
    'a notin (b),',
    'status.phase!=a,',
    'metadata.name=a,',
  ])('is read in time that grows by its length: selectors of %j', async (unit) => {
    for (const parameter of ['labelSelector', 'fieldSelector']) {
      const path = (size: number): string =>
        `/api/v1/pods?${parameter}=${encodeURIComponent(unit).repeat((3 * size) / unit.length)}`;
      await check.growth(`${parameter} of ${unit}`, SIZE, (size) => ({ method: 'GET', path: path(size) }));
    }
    expect(await served.faults()).toEqual([]);
  });

  it.each(['a', '/', '//', '/..', '%41', '/%2e', '%'])('and a path of %j', async (unit) => {
    const text = (size: number): string => unit.repeat((9 * size) / unit.length);
    const paths = [
      '/',
      '/api/v1/',
      '/apis/',
      `${CONFIG_MAPS}/`,
      `${CONFIG_MAPS}?`,
      `${CONFIG_MAPS}?continue=`,
      '/api/v1/namespaces/',
    ];
    for (const path of paths) {
      await check.growth(`${path} and ${unit}`, SIZE, (size) => ({ method: 'GET', path: `${path}${text(size)}` }));
    }
    expect(await served.faults()).toEqual([]);
  });
});

describe('a header', () => {
  const CLAUSES = [
    'a/b',
    'application/json;q=0.1',
    '*/*;',
    ';',
    '"',
    'application/json;as=APIGroupDiscoveryList;v=v2;g=x',
    ' ',
  ];

  it.each(CLAUSES)('is read in time that grows by its length: Accept with %j again and again', async (clause) => {
    for (const path of ['/api', '/apis', '/openapi/v2', '/openapi/v3', '/api/v1', '/api/v1/pods']) {
      const headers = (size: number) => ({ accept: `${clause},`.repeat((9 * size) / (clause.length + 1)) });
      await check.growth(`${path} accepting ${clause}`, SIZE, (size) => ({
        method: 'GET',
        path,
        headers: headers(size),
      }));
    }
    expect(await served.faults()).toEqual([]);
  });
});
