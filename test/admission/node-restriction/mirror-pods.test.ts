import { describe, expect, test } from 'vitest';
import { nodeOf, podOf, restricted, why } from './restriction.ts';

const OWNER = { apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'node-uid', controller: true };
const annotations = { 'kubernetes.io/config.mirror': '' };
const lookups = { node: async (name: string) => (name === 'n' ? nodeOf() : undefined) };

/** A pod that mirrors a file of the node `n`, but for what is given. */
const mirror = (metadata: object = {}, spec: object = {}) => ({
  resource: 'pods',
  name: 'p',
  object: podOf({ metadata: { annotations, ownerReferences: [OWNER], ...metadata }, spec }),
  lookups,
});
const owned = (...ownerReferences: object[]) => mirror({ ownerReferences });

describe('a pod that a node creates', () => {
  test('mirrors a file of that node', async () => {
    expect(await why(mirror())).toBeUndefined();
    expect(await why(mirror({ annotations: {} }))).toBe(
      'pod does not have "kubernetes.io/config.mirror" annotation, node "n" can only create mirror pods',
    );
    for (const nodeName of ['m', '']) {
      expect(await why(mirror({}, { nodeName }))).toBe(
        'node "n" can only create pods with spec.nodeName set to itself',
      );
    }
  });

  test.for([
    [owned(), 'node "n" can only create pods with an owner reference set to itself'],
    [owned(OWNER, OWNER), 'node "n" can only create pods with a single owner reference set to itself'],
    [owned({ ...OWNER, name: 'm' }), 'node "n" can only create pods with an owner reference set to itself'],
    [owned({ ...OWNER, kind: 'Pod' }), 'node "n" can only create pods with an owner reference set to itself'],
    [owned({ ...OWNER, apiVersion: 'v2' }), 'node "n" can only create pods with an owner reference set to itself'],
    [
      owned({ ...OWNER, controller: false }),
      'node "n" can only create pods with a controller owner reference set to itself',
    ],
    [owned({ ...OWNER, blockOwnerDeletion: true }), 'node "n" must not set blockOwnerDeletion on an owner reference'],
    [owned({ ...OWNER, blockOwnerDeletion: false }), undefined],
    [owned({ ...OWNER, uid: 'wrong' }), 'node n UID mismatch: expected wrong got node-uid'],
  ] as const)('is owned by that node alone', async ([write, expected]) => {
    expect(await why(write)).toBe(expected);
  });

  test('404 where the node is not there', async () => {
    expect(await restricted({ ...mirror(), lookups: {} })).toMatchObject({ code: 404, message: 'node "n" not found' });
  });

  const volume = (source: object) => ({ volumes: [{ name: 'v', ...source }] });
  const projected = (...sources: object[]) => volume({ projected: { sources } });
  test.for([
    [{ serviceAccountName: 'sa' }, 'serviceaccounts'],
    [{ imagePullSecrets: [{ name: 's' }] }, 'secrets'],
    [{ containers: [{ name: 'c', image: 'i', envFrom: [{ configMapRef: { name: 'c' } }] }] }, 'configmaps'],
    [{ resourceClaims: [{ name: 'r', resourceClaimName: 'c' }] }, 'resourceclaims'],
    [volume({ secret: { secretName: 's' } }), 'secrets'],
    [volume({ secret: {} }), 'secrets (via secret volumes)'],
    [volume({ configMap: {} }), 'configmaps (via configmap volumes)'],
    [volume({ csi: { driver: 'd' } }), 'csidrivers (via CSI volumes)'],
    [volume({ glusterfs: { endpoints: 'e', path: 'p' } }), 'endpoints (via glusterFS volumes)'],
    [volume({ persistentVolumeClaim: { claimName: 'c' } }), 'persistentvolumeclaims'],
    [volume({ ephemeral: { volumeClaimTemplate: { spec: {} } } }), 'persistentvolumeclaims (via ephemeral volumes)'],
    [volume({ azureFile: { secretName: '', shareName: 's' } }), 'secrets (via azureFile volumes)'],
    [projected({ configMap: {} }), 'configmaps (via projected volumes)'],
    [projected({ downwardAPI: {} }, { secret: {} }), 'secrets (via projected volumes)'],
    [projected({ serviceAccountToken: { path: 't' } }), 'serviceaccounts (via projected volumes)'],
    [projected({ clusterTrustBundle: { path: 'p' } }), 'clustertrustbundles'],
    [projected({ podCertificate: { signerName: 's', keyType: 'k' } }), 'podcertificates'],
  ] as const)('names no objects of the API: %j names %s', async ([spec, resource]) => {
    expect(await why(mirror({}, spec))).toBe(`node "n" can not create pods that reference ${resource}`);
  });

  test.for([
    volume({ emptyDir: {} }),
    volume({ hostPath: { path: '/' } }),
    volume({ downwardAPI: {} }),
    volume({ nfs: { server: 's', path: '/' } }),
    projected({ downwardAPI: {} }),
    projected(),
  ])('may have volumes that name none: %j', async (spec) => {
    expect(await why(mirror({}, spec))).toBeUndefined();
  });

  test('is refused where it cannot be told what a volume names', async () => {
    expect(await why(mirror({}, projected({})))).toBe(
      'error checking mirror pod for API references: unknown source for projected volume "v"',
    );
  });
});
