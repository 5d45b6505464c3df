import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import { byPriority } from './group-priority.ts';

/** One version of an API group, and the resources that are served in it. */
export interface GroupVersion {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** By name. */
  readonly resources: readonly ServedResource[];
}

/** The group versions of `resources`, in the order in which kube-apiserver lists them. */
export function groupVersionsOf(resources: readonly ServedResource[]): GroupVersion[] {
  return [...Map.groupBy(resources, ({ kind }) => apiVersionOf(kind)).values()]
    .map((members) => {
      const [{ kind }] = members as [ServedResource, ...ServedResource[]];
      return { group: kind.group, version: kind.version, resources: members.toSorted(byName) };
    })
    .sort(byPriority);
}

/** The named groups among `groupVersions`, with their versions: all groups but the core one. */
export function namedGroupsOf(groupVersions: readonly GroupVersion[]): ReadonlyMap<string, readonly GroupVersion[]> {
  return Map.groupBy(
    groupVersions.filter(({ group }) => group !== ''),
    ({ group }) => group,
  );
}

function byName(a: ServedResource, b: ServedResource): number {
  return a.resource < b.resource ? -1 : 1;
}
