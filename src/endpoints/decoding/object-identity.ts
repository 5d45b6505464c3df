import type { ApiObject } from '../../apimachinery/api-object.ts';
import { badRequest } from '../../apimachinery/status-error.ts';
import type { PathParameters } from '../endpoint.ts';

/**
 * Holds the namespace of a body against that of the path, and fills it in where the body has none.
 * @throws StatusError 400 where they differ.
 */
export function matchNamespace({ metadata }: ApiObject, { namespace }: PathParameters): void {
  if (namespace === undefined) {
    delete metadata.namespace;
  } else if (metadata.namespace === undefined) {
    metadata.namespace = namespace;
  } else if (metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

/** Holds the name of a body against that of the path. @throws StatusError 400 where it is missing or another. */
export function matchName({ metadata }: ApiObject, { name = '' }: PathParameters): void {
  if (metadata.name === undefined) {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
}
