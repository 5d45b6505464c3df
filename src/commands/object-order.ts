/** What tells in which order the objects of a resource are exported. */
export interface ExportedResource {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

// What others own, and what is there in great numbers.
const LAST: readonly string[] = ['pods', 'endpoints', 'events'];

/**
 * Sorts resources so that what others need or name comes before them: namespaces, what is in none, and what others own last. Events
 * that are shown in two groups are left out of the second.
 */
export function exportOrder<R extends ExportedResource>(resources: readonly R[]): R[] {
  return resources
    .filter(({ group, resource }) => !(group === 'events.k8s.io' && resource === 'events'))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ group, resource }: ExportedResource): string {
  return `${group}/${resource}`;
}

function rankOf({ group, resource, namespaced }: ExportedResource): number {
  if (group === '' && resource === 'namespaces') return 0;
  if (!namespaced) return 1;
  return 2 + (group === '' ? LAST.indexOf(resource) + 1 : 0);
}
