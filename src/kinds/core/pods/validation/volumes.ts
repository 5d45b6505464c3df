import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import type { ObjectMeta } from '../../../../../schemas/meta/v1/object-meta.ts';
import { duplicate, type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { validateVolumeSource } from './volumes/volume-source.ts';

/** The volumes that containers can use, by name. */
export type Volumes = ReadonlyMap<string, Volume>;

/**
 * What is wrong with the volumes of a pod: each has a name of its own and one source. Those with nothing wrong are answered
 * as well; the others are not there for containers. `metadata` is the pod's, absent where it is yet to be made.
 */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  metadata: ObjectMeta | undefined,
  path: FieldPath,
): { readonly errors: FieldError[]; readonly usable: Volumes } {
  const usable = new Map<string, Volume>();
  const { name: podName = '' } = metadata ?? {};
  const errors: FieldError[] = [];
  const created = new Set<string>();
  for (const { name, ephemeral } of volumes ?? []) {
    if (podName !== '' && ephemeral !== undefined) created.add(`${podName}-${name}`);
  }
  for (const [i, volume] of (volumes ?? []).entries()) {
    const at = path.index(i);
    const wrong = validateVolume(volume, metadata, at);
    if (usable.has(volume.name)) wrong.push(duplicate(at.child('name'), volume.name));
    if (wrong.length === 0) usable.set(volume.name, volume);
    addErrors(errors, wrong);
    const claimName = volume.persistentVolumeClaim?.claimName;
    if (claimName !== undefined && created.has(claimName)) {
      const claim = at.child('persistentVolumeClaim').child('claimName');
      errors.push(invalid(claim, claimName, 'must not reference a PVC that gets created for an ephemeral volume'));
    }
  }
  return { errors, usable };
}

function validateVolume(volume: Volume, metadata: ObjectMeta | undefined, path: FieldPath): FieldError[] {
  const errors = validateVolumeSource(volume, metadata, path);
  const at = path.child('name');
  if (volume.name === '') errors.push(requiredField(at));
  else addErrors(errors, invalidFor(volume.name, isDNS1123Label(volume.name), at));
  return errors;
}
