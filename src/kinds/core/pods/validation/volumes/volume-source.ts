import type { Volume } from '../../../../../../schemas/core/v1/volumes/volume.ts';
import type { ObjectMeta } from '../../../../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { isLongerThan } from '../../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Subdomain } from '../../../../../apimachinery/validation/dns-names.ts';
import { validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { validateAzureDisk, validateCinder, validatePartition } from './cloud-volumes.ts';
import { validateConfigMapVolume, validateSecretVolume } from './config-volumes.ts';
import { validateDownwardAPIVolume } from './downward-api.ts';
import {
  validateCSI,
  validateFlexVolume,
  validateFlocker,
  validateQuobyte,
  validateStorageOS,
} from './driver-volumes.ts';
import { validateEphemeralVolume } from './ephemeral.ts';
import { validateFC, validateISCSI, validateNFS } from './network-volumes.ts';
import {
  validateEmptyDir,
  validateGitRepo,
  validateHostPath,
  validateImageReference,
  validateImageVolume,
} from './node-volumes.ts';
import { validateProjectedVolume } from './projected.ts';

type SourceField = Exclude<keyof Volume, 'name'>;

interface Source<F extends SourceField> {
  /** What is wrong with a source of this kind. */
  readonly validate: (source: NonNullable<Volume[F]>, path: FieldPath) => FieldError[];
  /** What kube-apiserver calls the field in errors within it, where that is not its name. */
  readonly within?: string;
  /** What kube-apiserver calls the field where it is a source too many, where that is not its name. */
  readonly beside?: string;
}

/** The sources of volumes, in the order in which they are looked at. */
const SOURCES: { readonly [F in SourceField]: Source<F> } = {
  emptyDir: { validate: validateEmptyDir },
  hostPath: { validate: validateHostPath },
  gitRepo: { validate: validateGitRepo },
  gcePersistentDisk: {
    validate: ({ pdName, partition }, path) => [
      ...validateRequired(pdName, path.child('pdName')),
      ...validatePartition(partition, path.child('partition')),
    ],
    within: 'persistentDisk',
  },
  awsElasticBlockStore: {
    validate: ({ volumeID, partition }, path) => [
      ...validateRequired(volumeID, path.child('volumeID')),
      ...validatePartition(partition, path.child('partition')),
    ],
  },
  secret: { validate: validateSecretVolume },
  nfs: { validate: validateNFS },
  iscsi: { validate: validateISCSI },
  glusterfs: {
    validate: ({ endpoints, path: folder }, path) => [
      ...validateRequired(endpoints, path.child('endpoints')),
      ...validateRequired(folder, path.child('path')),
    ],
  },
  flocker: { validate: validateFlocker },
  persistentVolumeClaim: { validate: ({ claimName }, path) => validateRequired(claimName, path.child('claimName')) },
  rbd: {
    validate: ({ monitors, image }, path) => [
      ...validateMonitors(monitors, path),
      ...validateRequired(image, path.child('image')),
    ],
  },
  cinder: { validate: validateCinder },
  cephfs: { validate: ({ monitors }, path) => validateMonitors(monitors, path), beside: 'cephFS' },
  quobyte: { validate: validateQuobyte },
  downwardAPI: { validate: validateDownwardAPIVolume, beside: 'downwarAPI' },
  fc: { validate: validateFC },
  flexVolume: { validate: validateFlexVolume },
  configMap: { validate: validateConfigMapVolume },
  azureFile: {
    validate: ({ secretName, shareName }, path) => [
      ...validateRequired(secretName, path.child('secretName')),
      ...validateRequired(shareName, path.child('shareName')),
    ],
  },
  vsphereVolume: { validate: ({ volumePath }, path) => validateRequired(volumePath, path.child('volumePath')) },
  photonPersistentDisk: { validate: ({ pdID }, path) => validateRequired(pdID, path.child('pdID')) },
  portworxVolume: { validate: ({ volumeID }, path) => validateRequired(volumeID, path.child('volumeID')) },
  azureDisk: { validate: validateAzureDisk },
  storageos: { validate: validateStorageOS },
  projected: { validate: validateProjectedVolume },
  scaleIO: {
    validate: ({ gateway, system, volumeName }, path) => [
      ...validateRequired(gateway, path.child('gateway')),
      ...validateRequired(system, path.child('system')),
      ...validateRequired(volumeName, path.child('volumeName')),
    ],
  },
  csi: { validate: validateCSI },
  ephemeral: { validate: validateEphemeralVolume },
  image: { validate: validateImageVolume },
};

const FIELDS = Object.keys(SOURCES) as readonly SourceField[];
/** A target that is told the initiator's name is told this as well, in so many bytes. */
const ISCSI_LIMIT = 64;

/**
 * What is wrong with where a volume comes from: exactly one source. `metadata` is the pod's, from whose name that of a claim is
 * made; absent where the pod is yet to be made.
 */
export function validateVolumeSource(volume: Volume, metadata: ObjectMeta | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const field of FIELDS) {
    if (volume[field] === undefined) continue;
    if (found) {
      errors.push(forbidden(path.child(SOURCES[field].beside ?? field), 'may not specify more than 1 volume type'));
    } else {
      found = true;
      if (metadata !== undefined && field === 'image')
        addErrors(errors, validateImageReference(volume, path.child(field)));
      addErrors(errors, validateField(volume, field, path));
      if (field === 'ephemeral')
        addErrors(errors, validateClaimName(metadata?.name ?? '', volume.name, path.child('name')));
    }
    if (field === 'iscsi') addErrors(errors, validateInitiator(volume, path.child('name')));
  }
  if (!found) errors.push(requiredField(path, 'must specify a volume type'));
  return errors;
}

function validateField<F extends SourceField>(volume: Volume, field: F, path: FieldPath): FieldError[] {
  const source = volume[field];
  const rule: Source<F> = SOURCES[field];
  if (source === undefined) return [];
  return rule.validate(source, path.child(rule.within ?? field));
}

function validateMonitors(monitors: readonly string[], path: FieldPath): FieldError[] {
  return monitors.length === 0 ? [requiredField(path.child('monitors'))] : [];
}

function validateInitiator({ name, iscsi }: Volume, path: FieldPath): FieldError[] {
  if (iscsi?.initiatorName === undefined || !isLongerThan(`${name}:${iscsi.targetPortal}`, ISCSI_LIMIT)) return [];
  const limit =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  return [invalid(path, name, limit)];
}

function validateClaimName(podName: string, name: string, path: FieldPath): FieldError[] {
  if (podName === '' || name === '') return [];
  const claim = `${podName}-${name}`;
  return isDNS1123Subdomain(claim).map((problem) => invalid(path, name, `PVC name "${claim}": ${problem}`));
}
