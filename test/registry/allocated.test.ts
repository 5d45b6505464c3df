import { expect, it } from 'vitest';
import { StoreError, type StoreErrorCode } from '../../src/storage/store-error.ts';
import { openApp } from '../support/app.ts';
import { createNamespace } from '../support/cluster.ts';
import { openStore } from '../support/registry.ts';
import { storeOver } from '../support/store-over.ts';

const SERVICES = '/api/v1/namespaces/n/services';

const withAddress = (name: string): object => ({
  metadata: { name },
  spec: { clusterIP: '10.96.7.7', ports: [{ port: 80, nodePort: 30_707 }], type: 'NodePort' },
});

it.each<[StoreErrorCode, boolean, number, number]>([
  ['outcome-unknown', false, 504, 422],
  ['outcome-unknown', true, 504, 422],
  ['unavailable', false, 503, 201],
])(
  'what a service was given is given back by no write of which nobody knows whether it was made: %s (made: %s)',
  async (code, isMade, answered, next) => {
    const store = openStore();
    const failing = storeOver(store, {
      async put(key, ...all) {
        const isFirst = key === '/registry/services/specs/n/first';
        if (!isFirst) return store.put(key, ...all);
        if (isMade) await store.put(key, ...all);
        throw new StoreError(code, 'the connection is gone');
      },
    });
    await using app = await openApp({ store: failing });
    await createNamespace(app, 'n');
    expect((await app.send('POST', SERVICES, withAddress('first'))).status).toBe(answered);
    const second = await app.send('POST', SERVICES, withAddress('second'));
    expect([second.status, second.text]).toEqual([next, second.text]);
    const own = { metadata: { name: 'third' }, spec: { clusterIP: '10.96.7.8', ports: [{ port: 80 }] } };
    expect((await app.send('POST', SERVICES, own)).status).toBe(201);
  },
);
