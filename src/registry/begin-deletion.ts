import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { setDependentsFinalizers } from './dependents-finalizers.ts';
import type { ApiObject } from './object-codec.ts';
import { timestamp } from './timestamp.ts';

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

/** What a deletion does: nothing, as one is under way; keep the object, marked as deleted; or remove it. */
export type DeletionStep = 'nothing' | 'keep' | 'remove';

/**
 * Brings an object into the form in which its deletion leaves it, and tells what is to be done. An object that is being deleted
 * already can only be given less time. Mutates the object. `now` is in milliseconds since 1970.
 */
export function beginDeletion<T extends ApiObject>(
  { gracePeriod, terminate, isHeld, ownsNothing = false }: DeletionStrategy<T>,
  object: T,
  options: DeleteOptions,
  now: number,
): DeletionStep {
  const { metadata } = object;
  const { deletionTimestamp } = metadata;
  const left = metadata.deletionGracePeriodSeconds ?? 0;
  const asked = askedSeconds(options);
  if (terminate !== undefined && deletionTimestamp === undefined) {
    metadata.deletionTimestamp = timestamp(now);
    terminate(object);
    setDependentsFinalizers(metadata, options, ownsNothing);
    return isHeld === undefined && !hasFinalizers(metadata) ? 'remove' : 'keep';
  }
  if (isHeld?.(object) === true) return 'nothing';
  if (deletionTimestamp !== undefined && left > 0) {
    if (asked === undefined || asked >= left) return 'nothing';
    metadata.deletionTimestamp = timestamp(Date.parse(deletionTimestamp) - milliseconds(left) + milliseconds(asked));
    metadata.deletionGracePeriodSeconds = asked;
  } else if (deletionTimestamp === undefined && gracePeriod !== undefined) {
    mark(metadata, gracePeriod(object, asked), now);
  }
  setDependentsFinalizers(metadata, options, ownsNothing);
  if (hasFinalizers(metadata)) {
    if (metadata.deletionTimestamp === undefined) mark(metadata, 0, now);
    else metadata.deletionGracePeriodSeconds ??= 0;
    return 'keep';
  }
  return Number(metadata.deletionGracePeriodSeconds ?? 0) > 0 ? 'keep' : 'remove';
}

/** Whether an update is the last thing that an object waited for: it is being deleted, its time is up, and nothing holds it. */
export function endsDeletion<T extends ApiObject>({ isHeld }: DeletionStrategy<T>, next: T, old: T): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  if (deletionTimestamp === undefined || Number(deletionGracePeriodSeconds ?? 0) !== 0) return false;
  return !hasFinalizers(next.metadata) && isHeld?.(next) !== true;
}

function hasFinalizers({ finalizers }: ObjectMeta): boolean {
  return finalizers !== undefined && finalizers.length > 0;
}

function mark(metadata: ObjectMeta, seconds: number | bigint, now: number): void {
  metadata.deletionTimestamp = timestamp(now + milliseconds(seconds));
  metadata.deletionGracePeriodSeconds = seconds;
  // Whoever controls the object has to notice: a deletion is a change of what is wanted.
  if (Number(metadata.generation ?? 0) > 0) metadata.generation = Number(metadata.generation) + 1;
}

/** The grace period that a request asks for. Nobody can ask for less than nothing: that counts as a second. */
function askedSeconds({ gracePeriodSeconds: seconds }: DeleteOptions): number | bigint | undefined {
  return seconds !== undefined && seconds < 0 ? 1 : seconds;
}

/** A time span as Go's time.Duration holds it: 64 bits of nanoseconds, so that nothing reaches beyond 292 years. */
function milliseconds(seconds: number | bigint): number {
  return Number(BigInt.asIntN(64, BigInt(seconds) * 1_000_000_000n) / 1_000_000n);
}
