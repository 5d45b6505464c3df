import type { Pod } from '../../../schemas/core/v1/pod.ts';
import type { Volume } from '../../../schemas/core/v1/volumes/volume.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { joinedErrors } from '../../apimachinery/joined-errors.ts';

// The CSI drivers that have taken the place of volumes which Kubernetes once had built in (k8s.io/csi-translation-lib).
const MIGRATED: readonly (readonly [keyof Volume, string])[] = [
  ['gcePersistentDisk', 'pd.csi.storage.gke.io'],
  ['awsElasticBlockStore', 'ebs.csi.aws.com'],
  ['cinder', 'cinder.csi.openstack.org'],
  ['azureDisk', 'disk.csi.azure.com'],
  ['azureFile', 'file.csi.azure.com'],
  ['vsphereVolume', 'csi.vsphere.vmware.com'],
  ['portworxVolume', 'pxd.portworx.com'],
];

/**
 * Whether a volume of a pod gets tokens for an audience; or, where none is seen to, what could not be found that might. Drivers of
 * volumes say for whom they get tokens, but neither drivers nor claims are served, so that none is found.
 */
export function podNamesAudience({ metadata, spec }: Pod, audience: string): boolean | { readonly unknown: string } {
  const missing: string[] = [];
  for (const volume of spec.volumes ?? []) {
    const { sources } = volume.projected ?? {};
    if (sources?.some(({ serviceAccountToken: token }) => token !== undefined && (token.audience ?? '') === audience)) {
      return true;
    }
    const source = missingSource(metadata.name ?? '', volume);
    if (source !== undefined) missing.push(source);
  }
  return missing.length > 0 && { unknown: joinedErrors(missing) };
}

/** What a volume depends on that is not there, in the words of whoever looks for it. */
function missingSource(pod: string, volume: Volume): string | undefined {
  const { name, ephemeral, persistentVolumeClaim, csi } = volume;
  const claim = ephemeral?.volumeClaimTemplate === undefined ? persistentVolumeClaim?.claimName : `${pod}-${name}`;
  if (claim !== undefined) return `persistentvolumeclaim ${goQuote(claim)} not found`;
  const driver = csi?.driver ?? MIGRATED.find(([source]) => volume[source] !== undefined)?.[1];
  return driver === undefined ? undefined : `csidriver.storage.k8s.io ${goQuote(driver)} not found`;
}
