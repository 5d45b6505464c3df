import type { ApiObject } from '../apimachinery/api-object.ts';
import { invalid } from '../apimachinery/field-error.ts';
import type { GroupResource } from '../apimachinery/group-version-kind.ts';
import { revisionOfObject } from '../apimachinery/resource-version.ts';
import { conflict, invalidObject, staleResourceVersion } from '../apimachinery/status-error.ts';
import type { UpdateStrategy } from './definition/strategy.ts';

/** Refuses an update that is meant for another object of the name. `key` is the object's, as messages have it. @throws StatusError 409 */
export function checkUid<T extends ApiObject>(
  resource: GroupResource,
  uid: string | undefined,
  old: T,
  name: string,
  key: string,
): void {
  if (uid === undefined || uid === old.metadata.uid) return;
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid ?? ''}`;
  throw conflict(
    resource,
    name,
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`,
  );
}

/**
 * Refuses an update of another version than the stored one; what names none is given that. Mutates the metadata.
 * @throws StatusError 409, and 422 where the kind has to be told a version
 */
export function checkVersion<T extends ApiObject>(
  resource: GroupResource,
  { metadata }: T,
  name: string,
  revision: number,
  { allowUnconditionalUpdate }: UpdateStrategy<T>,
): void {
  const expected = revisionOfObject(metadata.resourceVersion);
  if (expected === 0) {
    if (!allowUnconditionalUpdate) {
      // The store's rule, not the kind's: kube-apiserver names the resource here.
      throw invalidObject({ group: resource.group, kind: resource.resource }, name, [VERSION_MISSING]);
    }
    metadata.resourceVersion = String(revision);
  } else if (expected !== revision) throw staleResourceVersion(resource, name);
}

const VERSION_MISSING = invalid('metadata.resourceVersion', 0, 'must be specified for an update');
