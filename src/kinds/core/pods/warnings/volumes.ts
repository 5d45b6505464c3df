import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { warningsOfEach } from '../../../../apimachinery/warnings.ts';
import { fractionalBytes } from './odd-values.ts';

/** What is said of each source that nothing serves any more, by the name that kube-apiserver gives it. */
const OLD_VOLUMES = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
] as const;

/** Warnings of volumes that nothing serves any more, and of claims of volumes of their own that ask for parts of bytes. */
export function volumeWarnings(volumes: readonly Volume[], path: FieldPath): string[] {
  return warningsOfEach(volumes, (volume, i) => {
    const at = path.index(i);
    return [
      ...OLD_VOLUMES.flatMap(([field, shown, text]) =>
        volume[field] === undefined ? [] : [`${at.child(shown)}: ${text}`],
      ),
      ...claimWarnings(volume, at),
    ];
  });
}

function claimWarnings({ ephemeral }: Volume, path: FieldPath): string[] {
  const { requests, limits } = ephemeral?.volumeClaimTemplate?.spec.resources ?? {};
  const at = path.child('ephemeral').child('volumeClaimTemplate').child('spec').child('resources');
  return [
    ...fractionalBytes(requests, 'storage', at.child('requests')),
    ...fractionalBytes(limits, 'storage', at.child('limits')),
  ];
}
