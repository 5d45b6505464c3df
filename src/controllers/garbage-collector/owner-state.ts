import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { DELETE_DEPENDENTS } from '../../apimachinery/finalizers.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { findObject } from '../../registry/get.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';

/**
 * What an owner is to an object that names it: it is there; it is gone; it waits, in a deletion in the foreground, for the object to
 * go; or it cannot be told, since its kind is not served or it could not own the object.
 */
export type OwnerState = 'solid' | 'absent' | 'waiting' | 'unknown';

/** Finds out about an owner. `namespace` is that of the object: an owner that lives in a namespace is looked for there only. */
export async function ownerState(
  registry: readonly ResourceContext<ApiObject>[],
  { apiVersion, kind, name, uid }: OwnerReference,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<OwnerState> {
  const resource = registry.find(
    ({ definition }) => definition.kind.kind === kind && apiVersionOf(definition.kind) === apiVersion,
  );
  if (resource === undefined) return 'unknown';
  const { namespaced } = resource.definition.strategy;
  if (namespaced && namespace === undefined) return 'unknown';
  const owner = await findObject(resource, name, { namespace: namespaced ? namespace : undefined, signal });
  if (owner === undefined || owner.metadata.uid !== uid) return 'absent';
  return isDeletedInForeground(owner.metadata) ? 'waiting' : 'solid';
}

/** Whether an object is being deleted and waits for what it owns to be deleted before it. */
function isDeletedInForeground({ deletionTimestamp, finalizers = [] }: Readonly<ObjectMeta>): boolean {
  return deletionTimestamp !== undefined && finalizers.includes(DELETE_DEPENDENTS);
}
