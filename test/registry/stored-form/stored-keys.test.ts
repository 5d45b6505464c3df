import { describe, expect, it } from 'vitest';
import { customResourceDefinitions } from '../../../src/kinds/apiextensions/custom-resource-definitions/index.ts';
import { leases } from '../../../src/kinds/coordination/leases/index.ts';
import { nodes } from '../../../src/kinds/core/nodes/index.ts';
import { pods } from '../../../src/kinds/core/pods/index.ts';
import { services } from '../../../src/kinds/core/services/index.ts';
import { createObject } from '../../../src/registry/create.ts';
import { ownRequest } from '../../../src/registry/definition/request-context.ts';
import { keyOf } from '../../../src/registry/definition/resource-definition.ts';
import { updateObject } from '../../../src/registry/update.ts';
import { resourceOf, statusOf } from '../../support/registry.ts';

describe('the key of a stored object', () => {
  it('is that of kube-apiserver, with the older names of some resources', () => {
    expect([pods, services, leases].map((definition) => keyOf(definition, 'n', 'a'))).toEqual([
      '/registry/pods/n/a',
      '/registry/services/specs/n/a',
      '/registry/leases/n/a',
    ]);
    expect(keyOf(nodes, undefined, 'a')).toBe('/registry/minions/a');
    expect(keyOf(customResourceDefinitions, undefined, 'a')).toBe(
      '/registry/apiextensions.k8s.io/customresourcedefinitions/a',
    );
  });

  it('is told where an update names another uid', async () => {
    const resource = resourceOf(nodes);
    const context = ownRequest({ namespace: undefined, signal: undefined });
    const node = nodes.codec.empty();
    node.metadata.name = 'a';
    await createObject(resource, node, context, { dryRun: false });
    const { strategy } = nodes;
    const uid = '00000000-0000-4000-8000-000000000001';
    const update = { name: 'a', subresource: '', strategy, uid: 'x', change: nodes.codec.empty };
    const refusal = async (dryRun: boolean) =>
      (await statusOf(updateObject(resource, { ...update, dryRun }, context))).message;
    const told = (key: string) =>
      `Operation cannot be fulfilled on nodes "a": StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: ${uid}`;
    expect(await refusal(false)).toBe(told('/registry/minions/a'));
    expect(await refusal(true)).toBe(told('/minions/a'));
  });
});
