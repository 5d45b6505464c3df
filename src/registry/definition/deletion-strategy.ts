import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';

/** How objects of a kind are deleted, where that is not at once. */
export interface DeletionStrategy<T> {
  /**
   * The seconds that an object is given to end: what was asked for (never negative), or what it has by itself. Absent for
   * kinds that end nothing.
   */
  gracePeriod?(object: T, asked: number | bigint | undefined): number | bigint;
  /** Why the object of a name may not be deleted, be it there or not; undefined where it may. Deletions of lists do not ask. */
  refusal?(name: string): string | undefined;
  /** Marks an object as ending, for kinds whose objects have a phase for it. Mutates the fields in `changes`. */
  terminate?(object: T): void;
  /** The top-level fields that `terminate` mutates; a deletion changes nothing else but metadata. */
  readonly changes?: readonly string[];
  /** Whether a deletion that removes an object answers with its last state; otherwise it answers with a Status. */
  readonly returnsObject?: boolean;
  /** Whether nothing can belong to objects of the kind, so that a deletion says nothing of what becomes of it. */
  readonly ownsNothing?: boolean;
  /** Whether objects of the kind stay where their owners go, and are no owners to others. */
  readonly isUncollected?: boolean;
  /**
   * For kinds whose objects run something: the seconds that one takes at most to stop, 0 for one that has ended. Such objects go
   * first where a namespace is emptied (KEP-5080). `member` tells the JSON text of a member of a field.
   */
  secondsToStop?(member: (field: string, name: string) => string | undefined): number;
  /** Whether anything but its finalizers in metadata keeps an object that ends. */
  isHeld?(object: T): boolean;
}

/** Whether an update is the last thing that an object waited for: it is being deleted, its time is up, and nothing holds it. */
export function endsDeletion<T extends ApiObject>({ isHeld }: DeletionStrategy<T>, next: T, old: T): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  if (deletionTimestamp === undefined || Number(deletionGracePeriodSeconds ?? 0) !== 0) return false;
  return !hasFinalizers(next.metadata) && isHeld?.(next) !== true;
}

/** Whether anything has to happen before an object that is deleted may go. */
export function hasFinalizers({ finalizers }: ObjectMeta): boolean {
  return finalizers !== undefined && finalizers.length > 0;
}
