import { describe, expect, it } from 'vitest';
import { priorityClasses } from '../../../src/kinds/scheduling/priority-classes/index.ts';
import { createObject } from '../../../src/registry/create.ts';
import { ownRequest } from '../../../src/registry/definition/request-context.ts';
import { deleteObject } from '../../../src/registry/delete.ts';
import { deleteCollection } from '../../../src/registry/delete-collection.ts';
import { listObjects } from '../../../src/registry/list.ts';
import { describeResource } from '../../registry/resource-suite.ts';
import { errorsOf, objectOf, rowOf, updateErrorsOf } from '../../support/kinds.ts';
import { resourceOf, statusOf } from '../../support/registry.ts';

describeResource(priorityClasses, {
  valid: (name) => ({ metadata: { name }, value: 10 }),
  changed: (stored) => ({ ...stored, description: `as of ${stored.metadata.resourceVersion}` }),
  invalid: (name) => ({ metadata: { name }, value: 1_000_000_001 }),
  invalidField: 'value',
  subresources: {},
});

const named = (name: string, rest: object = {}) => ({ metadata: { name }, value: 10, ...rest });
const CLUSTER = ownRequest({ namespace: undefined, signal: undefined });
const RESERVED =
  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only.";

describe('priority classes', () => {
  it('preempt unless they say otherwise', () => {
    expect(objectOf(priorityClasses, named('a')).preemptionPolicy).toBe('PreemptLowerPriority');
    expect(objectOf(priorityClasses, named('a', { preemptionPolicy: 'Never' })).preemptionPolicy).toBe('Never');
  });

  it.each([
    [named('system-mine'), `${RESERVED} error: system-mine is not a known system priority class`],
    [
      named('system-node-critical'),
      `${RESERVED} error: value of system-node-critical PriorityClass must be 2000001000`,
    ],
    [
      named('system-node-critical', { value: 2_000_001_000, globalDefault: true }),
      `${RESERVED} error: globalDefault of system-node-critical PriorityClass must be false`,
    ],
    [named('a', { preemptionPolicy: '' }), 'preemptionPolicy: Required value'],
    [
      named('a', { preemptionPolicy: 'Perhaps' }),
      'preemptionPolicy: Unsupported value: "Perhaps": supported values: "PreemptLowerPriority", "Never"',
    ],
  ])('refuse %j', (body, error) => {
    expect(errorsOf(priorityClasses, body)).toEqual([error]);
  });

  it('accept the values of the system classes under their names', () => {
    expect(errorsOf(priorityClasses, named('system-cluster-critical', { value: 2_000_000_000 }))).toEqual([]);
  });

  it('change neither their value nor their preemption', () => {
    const next = named('a', { value: 11, preemptionPolicy: 'Never' });
    expect(updateErrorsOf(priorityClasses, named('a'), next)).toEqual([
      'value: Forbidden: may not be changed in an update.',
      'preemptionPolicy: Invalid value: "Never": field is immutable',
    ]);
  });

  it('of the system stay, unless a whole list of them is deleted', async () => {
    const resource = resourceOf(priorityClasses);
    const name = 'system-node-critical';
    const refusal = {
      code: 403,
      message: `priorityclasses.scheduling.k8s.io "${name}" is forbidden: this is a system priority class and cannot be deleted`,
    };
    expect(await statusOf(deleteObject(resource, name, CLUSTER, {}))).toMatchObject(refusal);
    const object = objectOf(priorityClasses, named(name, { value: 2_000_001_000 }));
    await createObject(resource, object, CLUSTER, { dryRun: false });
    expect(await statusOf(deleteObject(resource, name, CLUSTER, {}))).toMatchObject(refusal);
    await deleteCollection(resource, CLUSTER, { exactly: undefined }, {});
    expect((await listObjects(resource, CLUSTER, { exactly: undefined })).entries).toEqual([]);
  });

  it('are shown with their value', () => {
    expect(rowOf(priorityClasses, named('a'))).toEqual(['a', 10, false, '<unknown>', 'PreemptLowerPriority']);
  });
});
