import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { unset } from '../../../apimachinery/unset.ts';

const FIELDS = ['deletionTimestamp', 'labels', 'annotations', 'finalizers', 'ownerReferences'] as const;

/** Restores the metadata that a subresource of a part of the spec does not change. Mutates `metadata`. */
export function restoreMetadata(metadata: ObjectMeta, old: ObjectMeta): void {
  for (const field of FIELDS) restore(metadata, old, field);
}

function restore<K extends (typeof FIELDS)[number]>(
  metadata: Pick<ObjectMeta, K>,
  old: Pick<ObjectMeta, K>,
  field: K,
): void {
  if (old[field] === undefined) unset(metadata, field);
  else metadata[field] = old[field];
}
