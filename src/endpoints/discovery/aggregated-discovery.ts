import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import type { GroupVersion } from './group-versions.ts';

/** The group of an aggregated answer (KEP-3352). */
export const AGGREGATED_GROUP = 'apidiscovery.k8s.io';
/** Its kind. */
export const AGGREGATED_KIND = 'APIGroupDiscoveryList';

/** The versions in which it is served; they differ in nothing but their name. */
export const AGGREGATED_VERSIONS = ['v2', 'v2beta1'] as const;
/** One of them. */
export type AggregatedVersion = (typeof AGGREGATED_VERSIONS)[number];

/** Everything that discovery has to say about the groups below one path, in one answer. */
export interface APIGroupDiscoveryList {
  readonly kind: typeof AGGREGATED_KIND;
  readonly apiVersion: `${typeof AGGREGATED_GROUP}/${AggregatedVersion}`;
  readonly metadata: Readonly<Record<string, never>>;
  readonly items: readonly APIGroupDiscovery[];
}

interface APIGroupDiscovery {
  readonly metadata: { readonly name?: string };
  readonly versions: readonly APIVersionDiscovery[];
}

interface APIVersionDiscovery {
  readonly version: string;
  readonly resources: readonly APIResourceDiscovery[];
  readonly freshness: 'Current';
}

interface APIResourceDiscovery {
  readonly resource: string;
  readonly responseKind: ResponseKind;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly singularResource: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly APISubresourceDiscovery[];
}

interface APISubresourceDiscovery {
  readonly subresource: string;
  readonly responseKind: ResponseKind;
  readonly verbs: readonly string[];
}

/** The kind that is answered; group and version are empty where they are those of the resource. */
interface ResponseKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The aggregated body of `/api` or `/apis`. `groups` are the groups below that path, by name, with their versions. */
export function apiGroupDiscoveryList(
  groups: ReadonlyMap<string, readonly GroupVersion[]>,
  version: AggregatedVersion,
): APIGroupDiscoveryList {
  return {
    kind: AGGREGATED_KIND,
    apiVersion: `${AGGREGATED_GROUP}/${version}`,
    metadata: {},
    items: [...groups].map(([name, versions]) => ({
      metadata: name === '' ? {} : { name },
      versions: versions.map(({ version, resources }) => ({
        version,
        resources: resources.map(describe),
        freshness: 'Current',
      })),
    })),
  };
}

function describe(definition: ServedResource): APIResourceDiscovery {
  const { kind, resource, singularName, shortNames, categories, verbs, strategy } = definition;
  const subresources = Object.entries(definition.subresources)
    .map(([subresource, { verbs, kind: written = kind }]) => ({
      subresource,
      responseKind: responseKind(written, kind),
      verbs: verbs.toSorted(),
    }))
    .sort((a, b) => (a.subresource < b.subresource ? -1 : 1));
  return {
    resource,
    responseKind: responseKind(kind, kind),
    scope: strategy.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singularName,
    verbs: verbs.toSorted(),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.length > 0 && { subresources }),
  };
}

function responseKind({ group, version, kind }: GroupVersionKind, own: GroupVersionKind): ResponseKind {
  return group === own.group && version === own.version ? { group: '', version: '', kind } : { group, version, kind };
}
