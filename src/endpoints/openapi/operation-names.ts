import type { Action, Operation } from './operations.ts';
import { capitalized } from './schema-names.ts';

const WORDS: Readonly<Record<Action, string>> = {
  list: 'list',
  create: 'create',
  deletecollection: 'deleteCollectionOf',
  get: 'read',
  update: 'replace',
  patch: 'patch',
  delete: 'delete',
  watch: 'watch',
  watchlist: 'watch',
  connect: 'connect',
};

/**
 * The method name of an operation: `listPods`, `listPodsForAllNamespaces`, `replacePodStatus`. `type` is the name of the
 * resource's schema, which tells kinds of one name apart.
 */
export function methodName(
  { action, method, resource, subresource, allNamespaces, withPath }: Operation,
  type: string,
): string {
  const { kind } = resource.kind;
  const ofMany = action === 'list' || action === 'deletecollection';
  const what = ofMany ? type.slice(0, -kind.length) + plural(kind, resource.resource) : type;
  const how = action === 'connect' ? capitalized(method) : '';
  return `${WORDS[action]}${how}${what}${capitalized(subresource)}${allNamespaces ? 'ForAllNamespaces' : ''}${withPath ? 'WithPath' : ''}`;
}

/** The name that kube-apiserver gives an operation: `listCoreV1PodForAllNamespaces`, `replaceCoreV1NamespacedPodStatus`. */
export function kubernetesOperationId({
  action,
  method,
  resource,
  subresource,
  allNamespaces,
  withPath,
}: Operation): string {
  const { kind, strategy } = resource;
  const scope = strategy.namespaced && !allNamespaces ? 'Namespaced' : '';
  const word = action === 'deletecollection' ? WORDS.delete : WORDS[action];
  const how = { deletecollection: 'Collection', connect: capitalized(method) }[String(action)] ?? '';
  const list = action === 'watchlist' ? 'List' : '';
  const suffix = `${capitalized(subresource)}${list}${allNamespaces ? 'ForAllNamespaces' : ''}${withPath ? 'WithPath' : ''}`;
  return `${word}${groupVersionName(kind)}${how}${scope}${kind.kind}${suffix}`;
}

/** A group version within names: `CoreV1`, `RbacAuthorizationV1`. */
export function groupVersionName({ group, version }: { readonly group: string; readonly version: string }): string {
  return groupName(group) + capitalized(version);
}

/** A group within names: `Core`, `RbacAuthorization`. */
export function groupName(group: string): string {
  const parts = group === '' ? ['core'] : group.replace(/\.k8s\.io$/, '').split('.');
  return parts.map(capitalized).join('');
}

/** The tag that kube-apiserver gives the operations of a group version: `core_v1`, `rbacAuthorization_v1`. */
export function kubernetesTag({ group, version }: { readonly group: string; readonly version: string }): string {
  const name = groupName(group);
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}_${version}`;
}

/** A kind in the plural, spelt as the kind where the resource's name agrees with it: `Pods`, `NetworkPolicies`. */
function plural(kind: string, resource: string): string {
  const lower = kind.toLowerCase();
  let common = 0;
  while (common < lower.length && lower[common] === resource[common]) common += 1;
  return kind.slice(0, common) + resource.slice(common);
}
