import { describe, expect, test } from 'vitest';
import type { AuthorizationAttributes, Authorizer } from '../../../src/auth/authorization/authorizer.ts';
import { podOf, restricted, why } from './restriction.ts';

const REF = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };
const TOKEN = { path: 't', audience: 'vault' };
const projecting = (serviceAccountToken: object) => ({
  name: 'v',
  projected: { sources: [{ serviceAccountToken }] },
});
const podWith = (...volumes: object[]) => podOf({ spec: { volumes } });

interface Asked {
  readonly spec?: object;
  readonly pod?: ReturnType<typeof podOf> | undefined;
  readonly authorizer?: Authorizer;
}

/** A request for a token of the account `sa` for a pod that gets tokens for the audience `vault`. */
const request = ({ spec = {}, pod = podWith(projecting(TOKEN)), authorizer }: Asked) => ({
  resource: 'serviceaccounts',
  subresource: 'token',
  name: 'sa',
  object: { spec: { boundObjectRef: REF, audiences: ['vault'], ...spec } },
  lookups: {
    pod: async (namespace: string, name: string) => (namespace === 'ns' && name === 'p' ? pod : undefined),
    ...(authorizer && { authorizer: () => authorizer }),
  },
});

const unnamed = (audience: string) =>
  `audience "${audience}" not found in pod spec volume, system:node:n is not authorized to request tokens for this audience`;

describe('a token that a node asks for', () => {
  test.for([
    [{}, undefined],
    [{ boundObjectRef: undefined }, 'node requested token not bound to a pod'],
    [{ boundObjectRef: { ...REF, kind: 'Node' } }, 'node requested token not bound to a pod'],
    [{ boundObjectRef: { ...REF, apiVersion: 'v2' } }, 'node requested token not bound to a pod'],
    [{ boundObjectRef: { ...REF, name: undefined } }, 'node requested token not bound to a pod'],
    [{ boundObjectRef: { ...REF, uid: undefined } }, 'node requested token with a pod binding without a uid'],
    [
      { boundObjectRef: { ...REF, uid: 'old' } },
      'the UID in the bound object reference (old) does not match the UID in record. The object might have been deleted and then recreated',
    ],
    [{ audiences: ['vault', 'x'] }, 'node may only request 0 or 1 audiences'],
    [{ audiences: ['x'] }, unnamed('x')],
    [{ audiences: [] }, unnamed('')],
    [{ audiences: undefined }, unnamed('')],
  ] as const)('is bound to a pod, for what the pod names: %j', async ([spec, expected]) => {
    expect(await why(request({ spec }))).toBe(expected);
  });

  test('is for a pod of that node; 404 where there is none', async () => {
    expect(await why(request({ pod: podOf({ spec: { nodeName: 'm' } }) }))).toBe(
      'node requested token bound to a pod scheduled on a different node',
    );
    const spec = { boundObjectRef: { ...REF, name: 'none' } };
    expect(await restricted(request({ spec }))).toMatchObject({ code: 404, message: 'pod "none" not found' });
  });

  test('is for the server itself where the pod says so', async () => {
    expect(await why(request({ spec: { audiences: [] }, pod: podWith(projecting({ path: 't' })) }))).toBeUndefined();
  });

  test('is for others where the node has the right to ask for that audience', async () => {
    const asked: AuthorizationAttributes[] = [];
    const authorizer: Authorizer = {
      authorize(attributes) {
        asked.push(attributes);
        return { outcome: 'Allow', reason: '', error: 'of no account' };
      },
      rulesFor: () => Promise.reject(new Error('nobody asks for rules')),
    };
    expect(await why(request({ spec: { audiences: ['x'] }, authorizer }))).toBeUndefined();
    expect(asked).toEqual([
      {
        user: { username: 'system:node:n', groups: ['system:nodes'] },
        request: {
          resource: {
            verb: 'request-serviceaccounts-token-audience',
            namespace: 'ns',
            group: '',
            version: 'v1',
            resource: 'x',
            subresource: '',
            name: 'sa',
          },
        },
      },
    ]);
    const failing = { ...authorizer, authorize: () => ({ outcome: 'NoOpinion', reason: '', error: 'e' }) as const };
    expect(await why(request({ spec: { audiences: ['x'] }, authorizer: failing }))).toBe(
      'audience "x" not found in pod spec volume, error authorizing system:node:n to request tokens for this audience: e',
    );
  });

  test.for([
    [{ csi: { driver: 'd' } }, 'csidriver.storage.k8s.io "d" not found'],
    [{ azureDisk: { diskName: 'd', diskURI: 'u' } }, 'csidriver.storage.k8s.io "disk.csi.azure.com" not found'],
    [{ persistentVolumeClaim: { claimName: 'c' } }, 'persistentvolumeclaim "c" not found'],
    [{ ephemeral: { volumeClaimTemplate: { spec: {} } } }, 'persistentvolumeclaim "p-w" not found'],
  ] as const)('is refused where a volume might name the audience: %j', async ([source, missing]) => {
    const volume = { name: 'w', ...source };
    expect(await why(request({ spec: { audiences: ['x'] }, pod: podWith(volume) }))).toBe(
      `error validating audience "x": ${missing}`,
    );
    expect(await why(request({ pod: podWith(volume, projecting(TOKEN)) }))).toBeUndefined();
  });
});
