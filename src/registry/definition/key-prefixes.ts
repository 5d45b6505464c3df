import { ROOT } from './resource-definition.ts';

/** Finds what belongs to the kind of a key, however many kinds there are. */
export interface KeyPrefixes<V> {
  /** What belongs to the kind whose objects are kept below the prefix that the key has; undefined where that is none of them. */
  of(key: string): V | undefined;
}

/**
 * Sorts values by the prefixes of the keys that they are about (see ResourceDefinition). Of two with one prefix, the first is found: a
 * kind that is a view on another one's store stands behind that one.
 */
export function keyPrefixes<V>(values: Iterable<readonly [prefix: string, value: V]>): KeyPrefixes<V> {
  const known = new Map<string, V>();
  for (const [prefix, value] of values) if (!known.has(prefix)) known.set(prefix, value);
  return {
    of(key) {
      // A prefix names a resource, or one with what stands before it: an older name or a group.
      const first = key.indexOf('/', ROOT.length + 1) + 1;
      const value = known.get(key.slice(0, first));
      return value === undefined && first > 0 ? known.get(key.slice(0, key.indexOf('/', first) + 1)) : value;
    },
  };
}
