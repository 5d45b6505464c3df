import { expect, test } from 'vitest';
import { namespaceConditions } from '../../src/controllers/namespace/namespace-conditions.ts';
import type { RemainingContents } from '../../src/controllers/namespace/namespace-contents.ts';

const NOTHING: RemainingContents = { estimateSeconds: 0, resources: new Map(), finalizers: new Map(), failures: [] };
const FIRST = '2020-01-02T03:04:05Z';
const SECOND = '2020-01-02T03:04:06Z';

test('a namespace of which nothing is left says so of everything that could be wrong', () => {
  expect(namespaceConditions([], NOTHING, FIRST)).toEqual(
    [
      ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
      [
        'NamespaceDeletionGroupVersionParsingFailure',
        'ParsedGroupVersions',
        'All legacy kube types successfully parsed',
      ],
      [
        'NamespaceDeletionContentFailure',
        'ContentDeleted',
        'All content successfully deleted, may be waiting on finalization',
      ],
      ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
      ['NamespaceFinalizersRemaining', 'ContentRemoved', 'All content successfully removed'],
    ].map(([type, reason, message]) => ({ type, status: 'False', lastTransitionTime: FIRST, reason, message })),
  );
});

test('what is left, what holds it and what failed is told in order, and the time changes with the status only', () => {
  const other = { type: 'Other', status: 'True', lastTransitionTime: FIRST };
  const before = [other, ...namespaceConditions([], NOTHING, FIRST)];
  const after = namespaceConditions(
    before,
    {
      estimateSeconds: 15,
      resources: new Map([
        ['pods.', 2],
        ['leases.coordination.k8s.io', 1],
      ]),
      finalizers: new Map([
        ['example.com/b', 1],
        ['example.com/a', 2],
      ]),
      failures: ['second', 'first'],
    },
    SECOND,
  );
  expect(after[0]).toBe(other);
  expect(after.slice(1, 3)).toEqual(before.slice(1, 3));
  expect(after.slice(3)).toEqual([
    {
      type: 'NamespaceDeletionContentFailure',
      status: 'True',
      lastTransitionTime: SECOND,
      reason: 'ContentDeletionFailed',
      message: 'Failed to delete all resource types, 2 remaining: first, second',
    },
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      lastTransitionTime: SECOND,
      reason: 'SomeResourcesRemain',
      message:
        'Some resources are remaining: leases.coordination.k8s.io has 1 resource instances, pods. has 2 resource instances',
    },
    {
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      lastTransitionTime: SECOND,
      reason: 'SomeFinalizerRemain',
      message:
        'Some finalizers are remaining: example.com/a in 2 resource instances, example.com/b in 1 resource instances',
    },
  ]);
});
