import type { ApiObject } from '../apimachinery/api-object.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { unset } from '../apimachinery/unset.ts';
import type { ResourceContext } from './resource-context.ts';

/** Takes what clients cannot say of an object that is new. */
export function wipeSystemMetadata({ metadata }: ApiObject): void {
  delete metadata.uid;
  delete metadata.creationTimestamp;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
}

/** Gives a new object what the server says of it. */
export function fillSystemMetadata<T extends ApiObject>(
  { sources }: ResourceContext<T>,
  { metadata }: T,
  namespace: string | undefined,
): void {
  metadata.creationTimestamp = timestamp(sources.now());
  metadata.uid = sources.randomUUID();
  delete metadata.selfLink;
  delete metadata.resourceVersion;
  if (namespace !== undefined) metadata.namespace = namespace;
}

/** Keeps the generation of the object that is replaced: the strategy says when there is a new one. */
export function keepGeneration<T extends ApiObject>({ metadata }: T, old: T): void {
  if (old.metadata.generation === undefined) unset(metadata, 'generation');
  else metadata.generation = old.metadata.generation;
}

/** Keeps what the server says of the object that is replaced: an update can neither move it in time nor take its deletion back. */
export function keepSystemMetadata<T extends ApiObject>({ metadata }: T, old: T): void {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } = old.metadata;
  // Where the object is found is answered, not stored.
  unset(metadata, 'selfLink');
  if (metadata.uid === undefined && uid !== undefined) metadata.uid = uid;
  if (creationTimestamp === undefined) unset(metadata, 'creationTimestamp');
  else metadata.creationTimestamp = creationTimestamp;
  if (deletionTimestamp !== undefined) metadata.deletionTimestamp = deletionTimestamp;
  if (metadata.deletionGracePeriodSeconds === undefined && deletionGracePeriodSeconds !== undefined) {
    metadata.deletionGracePeriodSeconds = deletionGracePeriodSeconds;
  }
}
