import { parseResourceVersion } from '../../apimachinery/resource-version.ts';
import { first, type Query } from './query.ts';

/** The version that a read must not be older than; 0 where any will do. @throws StatusError 500 where it is no number. */
export function notOlderThan(query: Query): number {
  return parseResourceVersion(first(query, 'resourceVersion'));
}
