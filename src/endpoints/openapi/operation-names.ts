import type { Verb } from '../../registry/resource-definition.ts';
import type { Operation } from './operations.ts';
import { capitalized } from './schema-names.ts';

const WORDS: Readonly<Record<Verb, string>> = {
  list: 'list',
  create: 'create',
  get: 'read',
  update: 'replace',
  patch: 'patch',
  delete: 'delete',
};

/** The method name of an operation: `listPods`, `listPodsForAllNamespaces`, `replacePodStatus`. */
export function methodName({ verb, resource, subresource, allNamespaces }: Operation): string {
  const { kind } = resource.kind;
  const what = verb === 'list' ? plural(kind, resource.resource) : kind;
  return `${WORDS[verb]}${what}${capitalized(subresource)}${allNamespaces ? 'ForAllNamespaces' : ''}`;
}

/** The name that kube-apiserver gives an operation: `listCoreV1PodForAllNamespaces`, `replaceCoreV1NamespacedPodStatus`. */
export function kubernetesOperationId({ verb, resource, subresource, allNamespaces }: Operation): string {
  const { kind, strategy } = resource;
  const scope = strategy.namespaced && !allNamespaces ? 'Namespaced' : '';
  const suffix = `${capitalized(subresource)}${allNamespaces ? 'ForAllNamespaces' : ''}`;
  return `${WORDS[verb]}${groupVersionName(kind)}${scope}${kind.kind}${suffix}`;
}

/** A group version within names: `CoreV1`, `RbacAuthorizationV1`. */
export function groupVersionName({ group, version }: { readonly group: string; readonly version: string }): string {
  const parts = group === '' ? ['core'] : group.replace(/\.k8s\.io$/, '').split('.');
  return [...parts, version].map(capitalized).join('');
}

/** A kind in the plural, spelt as the kind where the resource's name agrees with it: `Pods`, `NetworkPolicies`. */
function plural(kind: string, resource: string): string {
  const lower = kind.toLowerCase();
  let common = 0;
  while (common < lower.length && lower[common] === resource[common]) common += 1;
  return kind.slice(0, common) + resource.slice(common);
}
