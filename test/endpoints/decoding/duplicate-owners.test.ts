import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { send, serve } from '../../support/http.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const A = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', uid: 'u-a' };
const B = { ...A, name: 'b', uid: 'u-b' };
const warning = (when: string, uids: string) =>
  `299 - ".metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${uids}"`;

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const write = (method: string, path: string, body: unknown, type = 'application/json') =>
  send(server, method, path, { headers: { 'content-type': type }, body });
const owned = (name: string, ...ownerReferences: readonly object[]) => ({ metadata: { name, ownerReferences } });

describe('owners that stand twice', () => {
  it('are taken out of a new object, which is told', async () => {
    const { status, json, warnings } = await write('POST', MAPS, owned('created', A, B, A, B));
    expect([status, warnings]).toEqual([201, [warning('', 'u-a, u-b')]]);
    expect(json()).toMatchObject({ metadata: { ownerReferences: [A, B] } });
  });

  it('are told of though the object is refused', async () => {
    const { status, warnings } = await write('POST', MAPS, owned('Not_A_Name', A, A));
    expect([status, warnings]).toEqual([422, [warning('', 'u-a')]]);
  });

  it('are taken out of a replacement and of what a patch makes', async () => {
    await write('POST', MAPS, owned('changed'));
    const replaced = await write('PUT', `${MAPS}/changed`, owned('changed', A, A));
    expect([replaced.status, replaced.warnings]).toEqual([200, [warning('', 'u-a')]]);
    expect(replaced.json()).toMatchObject({ metadata: { ownerReferences: [A] } });
    const patch = [{ op: 'add', path: '/metadata/ownerReferences/-', value: A }];
    const patched = await write('PATCH', `${MAPS}/changed`, patch, 'application/json-patch+json');
    expect([patched.status, patched.warnings]).toEqual([200, [warning(' after mutating admission happens', 'u-a')]]);
    expect(patched.json()).toMatchObject({ metadata: { ownerReferences: [A] } });
  });

  it('stay where they differ in anything', async () => {
    const other = { ...A, controller: false };
    const { json, warnings } = await write('POST', MAPS, owned('different', A, other));
    expect(warnings).toEqual([]);
    expect(json()).toMatchObject({ metadata: { ownerReferences: [A, other] } });
  });
});
