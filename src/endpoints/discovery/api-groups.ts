import type { APIGroup, APIGroupList } from '../../../schemas/meta/v1/api-group.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { type GroupVersion, namedGroupsOf } from './group-versions.ts';

/** The body of `/apis`: the named groups. */
export function apiGroupList(groupVersions: readonly GroupVersion[]): APIGroupList {
  const groups = [...namedGroupsOf(groupVersions)].map(([name, members]) => describe(name, members));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** The body of `/apis/{group}`. The version that stands first is the preferred one. */
export function apiGroup(name: string, versions: readonly GroupVersion[]): APIGroup {
  return { kind: 'APIGroup', apiVersion: 'v1', ...describe(name, versions) };
}

function describe(name: string, groupVersions: readonly GroupVersion[]): Omit<APIGroup, 'kind' | 'apiVersion'> {
  const versions = groupVersions.map((groupVersion) => ({
    groupVersion: apiVersionOf(groupVersion),
    version: groupVersion.version,
  }));
  const [preferredVersion] = versions;
  return { name, versions, ...(preferredVersion !== undefined && { preferredVersion }) };
}
