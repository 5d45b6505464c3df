import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { invalid } from '../apimachinery/field-error.ts';
import type { GroupResource } from '../apimachinery/group-version-kind.ts';
import { revisionOfObject } from '../apimachinery/resource-version.ts';
import { conflict, failedPrecondition, invalidObject, staleResourceVersion } from '../apimachinery/status-error.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import type { UpdateStrategy } from './definition/strategy.ts';

/**
 * Holds an object against the uid that a write names; undefined is any. `key` is what kube-apiserver's message calls the object.
 * @throws StatusError 409 where it is another one.
 */
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
 * Holds the version that a written object names against the stored one. One that names none gets it, where its kind lets it.
 * @throws StatusError 409 where it is another one, 422 where one has to be named.
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

/**
 * Holds an object against what its deletion asks for.
 * @throws StatusError 409 where it is another object or version.
 */
export function checkPreconditions<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  { metadata: { uid, name = '' } }: T,
  revision: number,
  preconditions: DeleteOptions['preconditions'],
): void {
  if (preconditions === undefined) return;
  const fail =
    definition.deletion.terminate === undefined
      ? (why: Mismatch) => failedPrecondition(definition.groupKind, name, why.inRecord)
      : (why: Mismatch) => conflict(definition, name, `Precondition failed: ${why.inObject}`);
  if (preconditions.uid !== undefined && preconditions.uid !== uid) {
    throw fail({
      inRecord: `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
      inObject: `UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`,
    });
  }
  if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== String(revision)) {
    throw fail({
      inRecord: `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${revision}). The object might have been modified`,
      inObject: `ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${revision}`,
    });
  }
}

/** A precondition that does not hold, in the words for most kinds and in those for kinds that terminate in steps. */
interface Mismatch {
  readonly inRecord: string;
  readonly inObject: string;
}
