import type { Sources } from '../../src/registry/resource-context.ts';

/** When everything happens in tests, unless the time is set: 2020-01-02T03:04:05Z, in milliseconds since 1970. */
export const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);

/** A clock that stands still, uids that count from 1, and random numbers that are all zero. */
export function fixedSources(): Sources {
  return { now: () => NOW, randomUUID: countedUids(), randomInt: () => 0 };
}

/** UUIDs that count from 1. */
export function countedUids(): () => string {
  let uids = 0;
  return () => {
    uids += 1;
    return `00000000-0000-4000-8000-${String(uids).padStart(12, '0')}`;
  };
}
