import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { MIRROR_ANNOTATION } from '../../../apimachinery/pods/mirror-annotation.ts';
import { configMapNames, secretNames, volumeClaimNames } from '../../../apimachinery/pods/named-objects.ts';

/** What nodes may have to do with, one object at a time. */
export type RelatedResource =
  | 'configmaps'
  | 'persistentvolumeclaims'
  | 'pods'
  | 'resourceclaims'
  | 'secrets'
  | 'serviceaccounts';

/** The node that a pod is bound to, and what that node has to do with because of it, as keys of {@link relationKey}. */
export interface PodRelations {
  readonly node: string;
  /** Each once. */
  readonly keys: readonly string[];
}

/** A pod, whose status may be left out where it names no claims. */
export interface RelatingPod extends Pick<Pod, 'metadata' | 'spec'> {
  readonly status: Pod['status'] | undefined;
}

/** The key of an object that nodes may have to do with. */
export function relationKey(resource: RelatedResource, namespace: string, name: string): string {
  return `${resource}/${namespace}/${name}`;
}

/** What a pod gives its node; undefined where it is bound to none. */
export function relationsOf({ metadata, spec, status }: RelatingPod): PodRelations | undefined {
  const { nodeName: node = '' } = spec;
  if (node === '') return undefined;
  const { namespace = '', name = '', annotations = {} } = metadata;
  const of = (resource: RelatedResource, names: readonly string[]) =>
    names.map((named) => relationKey(resource, namespace, named));
  const itself = of('pods', [name]);
  if (Object.hasOwn(annotations, MIRROR_ANNOTATION)) return { node, keys: itself };
  const { serviceAccountName: account = '' } = spec;
  const keys = new Set([
    ...itself,
    ...of('serviceaccounts', account === '' ? [] : [account]),
    ...of('secrets', secretNames(spec)),
    ...of('configmaps', configMapNames(spec)),
    ...of('persistentvolumeclaims', volumeClaimNames(name, spec)),
    ...of('resourceclaims', resourceClaimNames(spec, status)),
  ]);
  return { node, keys: [...keys] };
}

/** The claims of a pod that are there: those made for it are named by its status. */
function resourceClaimNames({ resourceClaims = [] }: Pod['spec'], status: Pod['status'] | undefined): string[] {
  const made = new Map(status?.resourceClaimStatuses?.map(({ name, resourceClaimName }) => [name, resourceClaimName]));
  const extended = status?.extendedResourceClaimStatus?.resourceClaimName ?? '';
  return [
    ...resourceClaims.flatMap(({ name, resourceClaimName, resourceClaimTemplateName }) => {
      if (resourceClaimName !== undefined) return [resourceClaimName];
      const claim = resourceClaimTemplateName === undefined ? undefined : made.get(name);
      return claim === undefined ? [] : [claim];
    }),
    ...(extended === '' ? [] : [extended]),
  ];
}
