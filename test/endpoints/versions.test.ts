import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { openApp } from '../support/app.ts';
import { createNamespace, createPod } from '../support/cluster.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { openStore } from '../support/registry.ts';
import { storeOver } from '../support/store-over.ts';

const PODS = '/api/v1/namespaces/n/pods';
const { store, hold, letGo } = laggingStore(openStore());
let questions = 0;
let version: string;
let get: (path: string) => Promise<{ status: number; json: Answer }>;
let stop: () => Promise<void>;

interface Answer {
  readonly metadata: { readonly resourceVersion: string; readonly labels?: Record<string, string> };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

// A server that has seen pod `old`, and not yet that another one has made pod `new` on the same node.
beforeAll(async () => {
  const counted = storeOver(store, {
    get(...all) {
      questions += 1;
      return store.get(...all);
    },
    currentRevision(...all) {
      questions += 1;
      return store.currentRevision(...all);
    },
  });
  const app = await openApp({ store: counted });
  await createNamespace(app, 'n');
  await createPod(app, 'n', { name: 'old' }, { nodeName: 'node' });
  version = String(await app.registry.of(pods).cache.fresh());
  get = async (path) => {
    const { status, json } = await app.send('GET', path);
    return { status, json: json() as unknown as Answer };
  };
  // The index of pods by node is made when it is first asked for.
  await get(`${PODS}?fieldSelector=spec.nodeName%3Dnode`);
  const other = await openApp({ store: storeOver(store, { close: async () => {} }) });
  hold();
  await createPod(other, 'n', { name: 'new' }, { nodeName: 'node' });
  await other[Symbol.asyncDispose]();
  stop = async () => {
    letGo();
    await app[Symbol.asyncDispose]();
  };
});
afterAll(() => stop());

const names = ({ items }: Answer): string[] => items.map(({ metadata }) => metadata.name);

describe('on a server that has yet to see the last write', () => {
  test.each(['', '&resourceVersionMatch=NotOlderThan', '&limit=5', '&fieldSelector=spec.nodeName%3Dnode'])(
    'a list of resourceVersion=0%s is what the server has seen, and the store is not asked',
    async (rest) => {
      const before = questions;
      const { json } = await get(`${PODS}?resourceVersion=0${rest}`);
      expect(names(json)).toEqual(['old']);
      expect(json.metadata.resourceVersion).toBe(version);
      expect(questions).toBe(before);
    },
  );

  test('a list or an object that is not to be older than what the server has seen is answered likewise', async () => {
    const before = questions;
    expect(names((await get(`${PODS}?resourceVersion=${version}`)).json)).toEqual(['old']);
    expect((await get(`${PODS}/old?resourceVersion=${version}`)).status).toBe(200);
    expect((await get(`${PODS}/old?resourceVersion=0`)).json.metadata.resourceVersion).toBe(version);
    expect(questions).toBe(before);
  });

  test('an object that names no version is read from the store, and so is one that the server has not seen', async () => {
    expect((await get(`${PODS}/new`)).status).toBe(200);
    expect((await get(`${PODS}/new?resourceVersion=`)).status).toBe(200);
    expect((await get(`${PODS}/new?resourceVersion=0`)).status).toBe(200);
    expect((await get(`${PODS}/none?resourceVersion=0`)).status).toBe(404);
  });

  test('kinds that are not cached are read from the store whatever they name', async () => {
    const before = questions;
    expect((await get('/api/v1/namespaces/n/events/none?resourceVersion=0')).status).toBe(404);
    expect(questions).toBe(before + 1);
  });

  test('a list that names no version, or a newer one, waits until it has been seen', async () => {
    const { revision = 0 } = (await store.get('/registry/pods/n/new')) ?? {};
    const lists = [PODS, `${PODS}?resourceVersion=${revision}`, `${PODS}/new?resourceVersion=${revision}`].map(get);
    const early = await Promise.race([...lists, get(`${PODS}?resourceVersion=0`)]);
    expect(names(early.json)).toEqual(['old']);
    letGo();
    const [newest, notOlder, object] = await Promise.all(lists);
    expect(newest && names(newest.json)).toEqual(['new', 'old']);
    expect(notOlder && names(notOlder.json)).toEqual(['new', 'old']);
    expect(object?.status).toBe(200);
  });
});
