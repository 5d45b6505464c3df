/** The priority classes that are there from the start: those of the cluster's own critical pods. */
export const SYSTEM_PRIORITY_CLASSES = [
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
] as const;

/** Names that begin so are the system's own. */
export const SYSTEM_PREFIX = 'system-';

/** Why a priority class may not be deleted by its name: those of the system may not. */
export function refuseSystemPriorityClass(name: string): string | undefined {
  if (!SYSTEM_PRIORITY_CLASSES.some((known) => known.name === name)) return undefined;
  return 'this is a system priority class and cannot be deleted';
}
