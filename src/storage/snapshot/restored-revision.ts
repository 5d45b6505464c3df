import type { SnapshotHeader } from './snapshot-lines.ts';

// As etcd's documentation of `--bump-revision` has it: more than anybody has written that is not in the snapshot. It covers clocks that
// go wrong by hours.
const BUMP = 1_000_000_000;
// More than any store writes.
const WRITES_A_SECOND = 100_000;

/**
 * The revision at which a store begins that is restored from a snapshot: larger than any that the one of which it was taken can have given
 * out since, and than any that another restore of the snapshot has. So no version comes twice or goes back, and whoever comes with one
 * from after the snapshot, which may say something else here, is told that it is too old.
 */
export function restoredRevision(
  { revision, takenAt }: Pick<SnapshotHeader, 'revision' | 'takenAt'>,
  now: number,
): number {
  const seconds = Math.max(0, Math.ceil((now - takenAt) / 1000));
  return revision + BUMP + seconds * WRITES_A_SECOND;
}
