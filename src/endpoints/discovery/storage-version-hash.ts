import { createHash } from 'node:crypto';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';

const HASH_BYTES = 8;

/**
 * The hash by which a client notices that objects are stored in another version than before: the beginning of the SHA-256
 * of group, version and kind, as kube-apiserver makes it (KEP-2339).
 */
export function storageVersionHash({ group, version, kind }: GroupVersionKind): string {
  return createHash('sha256').update(`${group}/${version}/${kind}`).digest().subarray(0, HASH_BYTES).toString('base64');
}
