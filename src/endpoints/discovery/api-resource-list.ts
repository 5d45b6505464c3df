import type { APIResource, APIResourceList } from '../../../schemas/meta/v1/api-resource.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import type { GroupVersion } from './group-versions.ts';
import { storageVersionHash } from './storage-version-hash.ts';

/** The body of `/api/v1` or `/apis/{group}/{version}`: resources and subresources by name. */
export function apiResourceList(groupVersion: GroupVersion): APIResourceList {
  return {
    kind: 'APIResourceList',
    // The core group predates apiVersion here, and kube-apiserver's answers still show it.
    ...(groupVersion.group !== '' && { apiVersion: 'v1' }),
    groupVersion: apiVersionOf(groupVersion),
    resources: groupVersion.resources.flatMap((resource) => [describe(resource), ...describeSubresources(resource)]),
  };
}

function describe(definition: ServedResource): APIResource {
  const { kind, storedKind = kind, resource, singularName, shortNames, categories, verbs, strategy } = definition;
  return {
    name: resource,
    singularName,
    namespaced: strategy.namespaced,
    kind: kind.kind,
    verbs: verbs.toSorted(),
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
    // What cannot be read is not stored: a review, a binding.
    ...(verbs.includes('get') && { storageVersionHash: storageVersionHash(storedKind) }),
  };
}

function describeSubresources({ kind: own, resource, strategy, subresources }: ServedResource): APIResource[] {
  return Object.entries(subresources)
    .map(([name, { verbs, kind = own }]) => ({
      name: `${resource}/${name}`,
      singularName: '',
      namespaced: strategy.namespaced,
      ...(!inSameVersion(kind, own) && { group: kind.group, version: kind.version }),
      kind: kind.kind,
      verbs: verbs.toSorted(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function inSameVersion(a: GroupVersionKind, b: GroupVersionKind): boolean {
  return a.group === b.group && a.version === b.version;
}
