import type { CSIVolumeSource, FlexVolumeSource } from '../../../../../../schemas/core/v1/volumes/driver-volumes.ts';
import type {
  FlockerVolumeSource,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/vendor-volumes.ts';
import {
  type FieldError,
  invalid,
  invalidFields,
  requiredField,
  tooLong,
} from '../../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { isLongerThan } from '../../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../../../apimachinery/validation/dns-names.ts';
import { invalidFor, validateRequired } from '../../../../../apimachinery/validation/fields.ts';

const DRIVER_LIMIT = 63;
const TENANT_LIMIT = 64;

/** What is wrong with an ephemeral volume of a CSI driver. */
export function validateCSI({ driver, nodePublishSecretRef }: CSIVolumeSource, path: FieldPath): FieldError[] {
  const at = path.child('driver');
  const errors: FieldError[] = [];
  if (isLongerThan(driver, DRIVER_LIMIT)) errors.push(tooLong(at, DRIVER_LIMIT));
  if (driver === '') errors.push(requiredField(at));
  else addErrors(errors, invalidFor(driver, isDNS1123Subdomain(driver.toLowerCase()), at));
  if (nodePublishSecretRef === undefined) return errors;
  const { name = '' } = nodePublishSecretRef;
  if (name === '') errors.push(requiredField(path.child('nodePublishSecretRef').child('name')));
  else addErrors(errors, invalidFor(name, isDNS1123Subdomain(name), path.child('name')));
  return errors;
}

/** What is wrong with a volume of an exec-based driver: names of Kubernetes' own are not for its options. */
export function validateFlexVolume({ driver, options = {} }: FlexVolumeSource, path: FieldPath): FieldError[] {
  const reserved = 'kubernetes.io and k8s.io namespaces are reserved';
  return [
    ...validateRequired(driver, path.child('driver')),
    ...errorsOfEach(Object.keys(options), (key) =>
      /(^|\.)(kubernetes|k8s)\.io$/.test((key.split('/', 1)[0] ?? '').toLowerCase())
        ? [invalid(path.child('options').key(key), key, reserved)]
        : [],
    ),
  ];
}

/** What is wrong with a dataset of Flocker. */
export function validateFlocker(source: FlockerVolumeSource, path: FieldPath): FieldError[] {
  const { datasetName = '', datasetUUID = '' } = source;
  const errors: FieldError[] = [];
  if (datasetName === '' && datasetUUID === '') {
    errors.push(requiredField(path, 'one of datasetName and datasetUUID is required'));
  }
  if (datasetName !== '' && datasetUUID !== '') {
    errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName.includes('/')) errors.push(invalid(path.child('datasetName'), datasetName, "must not contain '/'"));
  return errors;
}

/** What is wrong with a volume of Quobyte. */
export function validateQuobyte({ registry, tenant = '', volume }: QuobyteVolumeSource, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('registry');
  const hostPorts = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') {
    errors.push(requiredField(at, hostPorts));
  } else if (isLongerThan(tenant, TENANT_LIMIT)) {
    errors.push(requiredField(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    const wrong = invalidFields(registry);
    for (const pair of registry.split(',')) if (!isHostPort(pair)) errors.push(wrong(at, hostPorts));
  }
  addErrors(errors, validateRequired(volume, path.child('volume')));
  return errors;
}

/** A host, in brackets where it has colons itself, and a port; either may be empty. */
function isHostPort(text: string): boolean {
  return /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(text);
}

/** What is wrong with a volume of StorageOS. */
export function validateStorageOS(source: StorageOSVolumeSource, path: FieldPath): FieldError[] {
  const { volumeName = '', volumeNamespace = '', secretRef } = source;
  const errors: FieldError[] = [];
  if (volumeName === '') errors.push(requiredField(path.child('volumeName')));
  else addErrors(errors, invalidFor(volumeName, isDNS1123Label(volumeName), path.child('volumeName')));
  if (volumeNamespace !== '') {
    addErrors(errors, invalidFor(volumeNamespace, isDNS1123Label(volumeNamespace), path.child('volumeNamespace')));
  }
  if (secretRef !== undefined)
    addErrors(errors, validateRequired(secretRef.name, path.child('secretRef').child('name')));
  return errors;
}
