import type {
  AzureDiskVolumeSource,
  CinderVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/cloud-volumes.ts';
import { type FieldError, invalid, notSupportedText } from '../../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { validateOneOf, validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { mustBeBetween } from '../../../../../apimachinery/validation/messages.ts';

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MOST_PARTITIONS = 255;
const MANAGED_DISK = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_DISK = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** What is wrong with the number of a partition. */
export function validatePartition(partition: number | undefined, path: FieldPath): FieldError[] {
  if (partition === undefined || (partition >= 0 && partition <= MOST_PARTITIONS)) return [];
  return [invalid(path, partition, mustBeBetween(1, MOST_PARTITIONS))];
}

/** What is wrong with a disk of Azure. */
export function validateAzureDisk(disk: AzureDiskVolumeSource, path: FieldPath): FieldError[] {
  const { kind, diskURI } = disk;
  const at = path.child('diskURI');
  const errors = [
    ...validateRequired(disk.diskName, path.child('diskName')),
    ...validateRequired(diskURI, at),
    ...validateOneOf(disk.cachingMode, CACHING_MODES, path.child('cachingMode')),
    ...validateOneOf(kind, DISK_KINDS, path.child('kind')),
  ];
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/'))
    errors.push(notSupportedText(at, diskURI, [MANAGED_DISK]));
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://')) {
    errors.push(notSupportedText(at, diskURI, [BLOB_DISK]));
  }
  return errors;
}

/** What is wrong with a disk of OpenStack. */
export function validateCinder({ volumeID, secretRef }: CinderVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateRequired(volumeID, path.child('volumeID')),
    ...(secretRef === undefined ? [] : validateRequired(secretRef.name, path.child('secretRef').child('name'))),
  ];
}
