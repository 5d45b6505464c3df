import type { NamespaceCondition } from '../../../schemas/core/v1/namespace.ts';
import { withCondition } from '../../apimachinery/conditions.ts';
import type { RemainingContents } from './namespace-contents.ts';

/** What a condition says while nothing is wrong. */
interface Calm {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

// The types that a namespace controller keeps, in its order. Discovery and parsing cannot fail here.
const CALM: readonly Calm[] = [
  {
    type: 'NamespaceDeletionDiscoveryFailure',
    reason: 'ResourcesDiscovered',
    message: 'All resources successfully discovered',
  },
  {
    type: 'NamespaceDeletionGroupVersionParsingFailure',
    reason: 'ParsedGroupVersions',
    message: 'All legacy kube types successfully parsed',
  },
  {
    type: 'NamespaceDeletionContentFailure',
    reason: 'ContentDeleted',
    message: 'All content successfully deleted, may be waiting on finalization',
  },
  { type: 'NamespaceContentRemaining', reason: 'ContentRemoved', message: 'All content successfully removed' },
  { type: 'NamespaceFinalizersRemaining', reason: 'ContentRemoved', message: 'All content successfully removed' },
];

/**
 * The conditions of a namespace whose contents are being deleted, in place of those it had: whether that fails, what is left and
 * which finalizers hold it. Conditions of other types stay. The words are those of Kubernetes' namespace controller.
 */
export function namespaceConditions(
  before: readonly NamespaceCondition[],
  contents: RemainingContents,
  now: string,
): NamespaceCondition[] {
  const troubles = troublesOf(contents);
  let after = before;
  for (const calm of CALM) {
    const { type } = calm;
    const trouble = troubles.get(type);
    const status = trouble === undefined ? 'False' : 'True';
    const { reason, message } = trouble ?? calm;
    after = withCondition(after, { type, status }, now, (lastTransitionTime) => ({
      type,
      status,
      lastTransitionTime,
      reason,
      message,
    }));
  }
  return [...after];
}

function troublesOf({
  failures,
  resources,
  finalizers,
}: RemainingContents): Map<string, Pick<Calm, 'reason' | 'message'>> {
  const troubles = new Map<string, Pick<Calm, 'reason' | 'message'>>();
  if (failures.length > 0) {
    troubles.set('NamespaceDeletionContentFailure', {
      reason: 'ContentDeletionFailed',
      message: `Failed to delete all resource types, ${failures.length} remaining: ${failures.toSorted().join(', ')}`,
    });
  }
  if (resources.size > 0) {
    const left = [...resources].map(([resource, count]) => `${resource} has ${count} resource instances`).sort();
    troubles.set('NamespaceContentRemaining', {
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${left.join(', ')}`,
    });
  }
  if (finalizers.size > 0) {
    const left = [...finalizers].map(([name, count]) => `${name} in ${count} resource instances`).sort();
    troubles.set('NamespaceFinalizersRemaining', {
      reason: 'SomeFinalizerRemain',
      message: `Some finalizers are remaining: ${left.join(', ')}`,
    });
  }
  return troubles;
}
