import type { PodSpec } from '../../../schemas/core/v1/pod-spec.ts';
import type { VolumeProjection } from '../../../schemas/core/v1/volumes/projected.ts';
import type { Volume } from '../../../schemas/core/v1/volumes/volume.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { configMapNames, secretNames } from '../../apimachinery/pods/named-objects.ts';

/** The first resource of which a pod names objects, in kube-apiserver's words, if any; or what cannot be told. */
export type Referred = { readonly resource: string | undefined } | { readonly unknown: string };

const NONE: Referred = { resource: undefined };

/** What objects of the API a pod names, of whatever kind. What is not known to name none counts as naming some. */
export function referredObjects(spec: PodSpec): Referred {
  const { serviceAccountName = '', resourceClaims = [], volumes = [] } = spec;
  if (serviceAccountName !== '') return { resource: 'serviceaccounts' };
  if (secretNames(spec).length > 0) return { resource: 'secrets' };
  if (configMapNames(spec).length > 0) return { resource: 'configmaps' };
  if (resourceClaims.length > 0) return { resource: 'resourceclaims' };
  return first(volumes, ofVolume);
}

// In the order in which kube-apiserver looks at them, where a volume has several sources, which validation refuses.
const WITHOUT_OBJECTS: readonly (keyof Volume)[] = [
  'awsElasticBlockStore',
  'azureDisk',
  'cephfs',
  'cinder',
  'downwardAPI',
  'emptyDir',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'hostPath',
  'image',
  'iscsi',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const OBJECTS: readonly (readonly [keyof Volume, string])[] = [
  ['configMap', 'configmaps (via configmap volumes)'],
  ['secret', 'secrets (via secret volumes)'],
  ['csi', 'csidrivers (via CSI volumes)'],
  ['glusterfs', 'endpoints (via glusterFS volumes)'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
  ['ephemeral', 'persistentvolumeclaims (via ephemeral volumes)'],
  ['azureFile', 'secrets (via azureFile volumes)'],
];

const PROJECTED_OBJECTS: readonly (readonly [keyof VolumeProjection, string])[] = [
  ['configMap', 'configmaps (via projected volumes)'],
  ['secret', 'secrets (via projected volumes)'],
  ['serviceAccountToken', 'serviceaccounts (via projected volumes)'],
  ['clusterTrustBundle', 'clustertrustbundles'],
  ['podCertificate', 'podcertificates'],
];

function ofVolume(volume: Volume): Referred {
  if (WITHOUT_OBJECTS.some((source) => volume[source] !== undefined)) return NONE;
  const found = OBJECTS.find(([source]) => volume[source] !== undefined);
  if (found !== undefined) return { resource: found[1] };
  const { name, projected } = volume;
  if (projected === undefined) return { unknown: `unknown volume type for volume  ${goQuote(name)}` };
  return first(projected.sources ?? [], (projection) => {
    const object = PROJECTED_OBJECTS.find(([source]) => projection[source] !== undefined);
    if (object !== undefined) return { resource: object[1] };
    if (projection.downwardAPI !== undefined) return NONE;
    return { unknown: `unknown source for projected volume ${goQuote(name)}` };
  });
}

function first<T>(items: readonly T[], look: (item: T) => Referred): Referred {
  for (const item of items) {
    const referred = look(item);
    if ('unknown' in referred || referred.resource !== undefined) return referred;
  }
  return NONE;
}
