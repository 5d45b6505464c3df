import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { decodeObject } from '../../src/apimachinery/decode/decode-object.ts';
import type { ResourceDefinition } from '../../src/registry/definition/resource-definition.ts';
import { errorTexts } from './field-errors.ts';

/** An object of a kind as the registry gets it: decoded, with its defaults. */
export function objectOf<T extends ApiObject>(definition: ResourceDefinition<T>, body: object): T {
  const { schema, kind, strategy } = definition;
  const object = decodeObject(schema, kind, JSON.stringify(body), { fieldValidation: 'Strict' }).object as T;
  strategy.setDefaults(object);
  return object;
}

/** What is wrong with a new object, each as `field: message`. */
export function errorsOf<T extends ApiObject>(definition: ResourceDefinition<T>, body: object): string[] {
  return errorTexts(definition.strategy.validate(objectOf(definition, body)));
}

/** What is wrong with replacing `old` by `next`, by the rules of the kind, or of a subresource, each once. */
export function updateErrorsOf<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  old: object,
  next: object,
  subresource = '',
): string[] {
  const strategy = subresource === '' ? definition.strategy : definition.subresources[subresource]?.strategy;
  if (strategy === undefined) throw new Error(`${definition.resource} have no ${subresource}`);
  const texts = errorTexts(strategy.validateUpdate(objectOf(definition, next), objectOf(definition, old)));
  return [...new Set(texts)].filter((text) => !text.startsWith('metadata.resourceVersion'));
}

/** The cells of an object in its kind's table, at the start of 1970. */
export function rowOf<T extends ApiObject>(definition: ResourceDefinition<T>, body: object): readonly unknown[] {
  return definition.table.row(objectOf(definition, body), 0).cells;
}
