import type { ApiObject } from '../apimachinery/api-object.ts';
import { keyPrefixes } from '../registry/definition/key-prefixes.ts';
import type { ResourceDefinition } from '../registry/definition/resource-definition.ts';
import { UndecodableError } from '../registry/stored-form/undecodable.ts';
import type { Cut } from '../storage/cutting-store.ts';

/** Told of a key whose value is no object of its kind. */
export type FoundUndecodable = (key: string, error: UndecodableError) => void;

// So many keys are remembered of which has been told, lest each read of them be told of as well.
const REMEMBERED = 1000;

/**
 * Cuts the values of kinds that are served, unless they are cut. What no kind knows is left as it is, and so is what does not decode: `found` is told of it
 * once, and whoever asks for the object gets the same error.
 */
export function cutValues(definitions: readonly ResourceDefinition<ApiObject>[], found: FoundUndecodable): Cut {
  const kinds = keyPrefixes(definitions.map(({ keyPrefix, codec }) => [keyPrefix, codec] as const));
  const told = new Map<string, number>();
  return ({ key, value, revision }) => {
    const codec = kinds.of(key);
    if (codec === undefined) return value;
    try {
      return codec.isLaidOut(value) ? value : codec.cut(value.join(''));
    } catch (error) {
      if (!(error instanceof UndecodableError)) throw error;
      if (told.get(key) !== revision) {
        if (told.size >= REMEMBERED) told.clear();
        told.set(key, revision);
        found(key, error);
      }
      return value.length === 1 ? value : [value.join('')];
    }
  };
}
