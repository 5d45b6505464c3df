/** What conditions of all kinds have in common. */
interface AnyCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime: string | null;
}

/**
 * The conditions with one set, in place of that of its type or at the end. `make` makes it of the time of its last transition, which
 * is a change of the status, whatever the reason: `now`, or the time that it had. `conditions` is not changed.
 */
export function withCondition<T extends AnyCondition>(
  conditions: readonly T[] = [],
  { type, status }: Pick<AnyCondition, 'type' | 'status'>,
  now: string,
  make: (lastTransitionTime: T['lastTransitionTime'] | string) => T,
): T[] {
  const before = conditions.find((condition) => condition.type === type);
  const next = make(before?.status === status ? before.lastTransitionTime : now);
  if (before === undefined) return [...conditions, next];
  return conditions.map((condition) => (condition === before ? next : condition));
}
