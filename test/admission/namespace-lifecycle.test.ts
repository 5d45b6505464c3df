import { describe, expect, test, vi } from 'vitest';
import { type AdmissionAttributes, type AdmissionPlugin, admit } from '../../src/admission/admission.ts';
import { namespaceLifecycle } from '../../src/admission/namespace-lifecycle.ts';
import { forbidden } from '../../src/apimachinery/status-error.ts';
import { statusOf } from '../support/registry.ts';

const PODS = { group: '', resource: 'pods' };
const NAMESPACES = { group: '', resource: 'namespaces' };
const attributes = (members: Partial<AdmissionAttributes>): AdmissionAttributes => ({
  operation: 'CREATE',
  resource: PODS,
  subresource: '',
  namespace: 'n',
  name: 'p',
  signal: undefined,
  ...members,
});
const PHASES: Readonly<Record<string, string>> = { n: 'Active', ending: 'Terminating', unsaid: '' };
const plugin = namespaceLifecycle(async (name) => PHASES[name]);
const admitted = async (members: Partial<AdmissionAttributes>) => admit([plugin], attributes(members));

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
    expect(
      await statusOf(admitted({ namespace: 'ending', resource: { group: 'policy', resource: 'things' } })),
    ).toEqual({
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

  test('does not hold up updates, deletions and what lives outside namespaces', async () => {
    for (const members of [
      { operation: 'UPDATE', namespace: 'none' },
      { operation: 'DELETE', namespace: 'none' },
      { operation: 'UPDATE', namespace: 'ending' },
      { operation: 'DELETE', namespace: 'ending' },
      { namespace: undefined, resource: NAMESPACES, name: 'new' },
    ] as const) {
      expect(plugin.admit(attributes(members))).toBeUndefined();
    }
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

describe('the chain', () => {
  const yes: AdmissionPlugin = { name: 'Yes', admit: () => undefined };
  const later: AdmissionPlugin = { name: 'Later', admit: async () => {} };
  const no: AdmissionPlugin = { name: 'No', admit: async () => Promise.reject(forbidden(PODS, 'p', 'no')) };

  test('asks every plugin in turn, up to the first that refuses', async () => {
    const last = { name: 'Last', admit: vi.fn(() => undefined) };
    await admit([yes, later, last], attributes({}));
    expect(last.admit).toHaveBeenCalledOnce();
    expect(await statusOf(Promise.resolve(admit([yes, later, no, last], attributes({}))))).toMatchObject({ code: 403 });
    expect(last.admit).toHaveBeenCalledOnce();
  });

  test('waits for nothing where no plugin does', () => {
    expect(admit([yes, yes], attributes({}))).toBeUndefined();
    expect(admit([], attributes({}))).toBeUndefined();
  });
});
