import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { type DeletionStrategy, hasFinalizers } from './definition/deletion-strategy.ts';
import { setDependentsFinalizers } from './dependents-finalizers.ts';

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
