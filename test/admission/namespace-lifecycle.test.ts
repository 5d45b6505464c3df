import { describe, expect, test } from 'vitest';
import type { AdmissionRequest, AdmissionTarget, AdmittedResource } from '../../src/admission/admission.ts';
import { Admission, AdmissionChain } from '../../src/admission/admission-chain.ts';
import { namespaceLifecycle } from '../../src/admission/namespace-lifecycle.ts';
import { statusOf } from '../support/registry.ts';

const resource = (group: string, name: string, kind: string): AdmittedResource => ({
  group,
  resource: name,
  kind: { group, version: 'v1', kind },
});
const PODS = resource('', 'pods', 'Pod');
const NAMESPACES = resource('', 'namespaces', 'Namespace');
const PHASES: Readonly<Record<string, string>> = { n: 'Active', ending: 'Terminating', unsaid: '' };
const chain = new AdmissionChain([namespaceLifecycle(async (name) => PHASES[name])]);

interface Write extends Partial<Pick<AdmissionTarget, 'operation' | 'resource'>>, Partial<AdmissionRequest> {
  readonly object?: object;
}

/** A write on its way, by default the creation of a pod; undefined where it concerns nobody. */
function begin({ operation = 'CREATE', resource: of = PODS, object, ...request }: Write): Admission | undefined {
  const plan = chain.planOf(operation, of, '');
  const all = { namespace: 'n', name: 'p', user: {}, dryRun: false, signal: undefined, ...request };
  return plan && new Admission(plan, all);
}

const admitted = async (write: Write) => begin(write)?.admitAndValidate(write.object, undefined);

describe('the lifecycle of namespaces', () => {
  test('404 for an object in a namespace that does not exist', async () => {
    expect(await statusOf(admitted({ namespace: 'none' }))).toMatchObject({
      code: 404,
      message: 'namespaces "none" not found',
      details: { name: 'none', kind: 'namespaces' },
    });
    await expect(admitted({})).resolves.toBeUndefined();
  });

  test('403 for an object in a namespace that is being deleted, with a cause that says so', async () => {
    expect(await statusOf(admitted({ namespace: 'ending', resource: resource('policy', 'things', 'Thing') }))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'things.policy "p" is forbidden: unable to create new content in namespace ending because it is being terminated',
      reason: 'Forbidden',
      details: {
        name: 'p',
        group: 'policy',
        kind: 'things',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: 'namespace ending is being terminated',
            field: 'metadata.namespace',
          },
        ],
      },
      code: 403,
    });
    await expect(admitted({ namespace: 'unsaid' })).resolves.toBeUndefined();
  });

  test('names what has no name yet by what is known of it', async () => {
    const refused = async (metadata: object) =>
      (await statusOf(admitted({ namespace: 'ending', name: '', object: { metadata } }))).details?.name;
    expect(await Promise.all([refused({ generateName: 'p-' }), refused({})])).toEqual(['p-', 'Unknown']);
  });

  test('does not hold up updates, deletions and what lives outside namespaces', async () => {
    for (const members of [
      { operation: 'UPDATE', namespace: 'none' },
      { operation: 'DELETE', namespace: 'none' },
      { operation: 'UPDATE', namespace: 'ending' },
      { operation: 'DELETE', namespace: 'ending' },
    ] as const) {
      expect(begin(members)).toBeUndefined();
    }
    const namespace = begin({ namespace: undefined, resource: NAMESPACES, name: 'new' });
    expect(namespace?.admit({}, undefined)).toBeUndefined();
  });

  test.each(['default', 'kube-system', 'kube-public'])('403 for the deletion of %s', async (name) => {
    const deletion = { operation: 'DELETE', resource: NAMESPACES, namespace: undefined, name } as const;
    expect(await statusOf(admitted(deletion))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: `namespaces "${name}" is forbidden: this namespace may not be deleted`,
    });
    await expect(admitted({ ...deletion, resource: PODS, namespace: 'n' })).resolves.toBeUndefined();
  });

  test('lets kube-node-lease and others go', async () => {
    const deletion = { operation: 'DELETE', resource: NAMESPACES, namespace: undefined } as const;
    for (const name of ['kube-node-lease', 'n']) await expect(admitted({ ...deletion, name })).resolves.toBeUndefined();
  });
});
