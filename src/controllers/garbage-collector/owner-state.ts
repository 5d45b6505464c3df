import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { DELETE_DEPENDENTS } from '../../apimachinery/finalizers.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';

/**
 * What an owner is to an object that names it: it is there; it is gone; or it waits, in a deletion in the foreground, for the
 * object to go.
 */
export type OwnerState = 'solid' | 'absent' | 'waiting';

/** Where an owner is looked for. */
export interface OwnerPlace {
  readonly resource: ResourceContext<ApiObject>;
  readonly namespace: string | undefined;
}

/**
 * Where the owner of an object is to be found: one that lives in a namespace, in the namespace of the object only. Undefined where
 * that cannot be told, since its kind is not served or it could not own the object.
 */
export function ownerPlace(
  registry: readonly ResourceContext<ApiObject>[],
  { apiVersion, kind }: OwnerReference,
  namespace: string | undefined,
): OwnerPlace | undefined {
  const resource = registry.find(
    ({ definition }) => definition.kind.kind === kind && apiVersionOf(definition.kind) === apiVersion,
  );
  if (resource === undefined) return undefined;
  if (!resource.definition.strategy.namespaced) return { resource, namespace: undefined };
  return namespace === undefined ? undefined : { resource, namespace };
}

/** What is found where an owner should be, to the object that names it; `uid` is the owner's. */
export function ownerState(found: ApiObject | undefined, { uid }: OwnerReference): OwnerState {
  if (found === undefined || found.metadata.uid !== uid) return 'absent';
  return isDeletedInForeground(found.metadata) ? 'waiting' : 'solid';
}

/** Whether an object is being deleted and waits for what it owns to be deleted before it. */
function isDeletedInForeground({ deletionTimestamp, finalizers = [] }: Readonly<ObjectMeta>): boolean {
  return deletionTimestamp !== undefined && finalizers.includes(DELETE_DEPENDENTS);
}
