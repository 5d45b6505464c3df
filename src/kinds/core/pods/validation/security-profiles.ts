import type { AppArmorProfile, SeccompProfile } from '../../../../../schemas/core/v1/security-profiles.ts';
import {
  type FieldError,
  invalid,
  notSupported,
  requiredField,
  tooLong,
} from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isLongerThan } from '../../../../apimachinery/validation/byte-length.ts';
import { validateDescendingPath } from './paths.ts';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
/** Linux' longest path, without the zero at its end. */
const PROFILE_LIMIT = 4095;

/** What is wrong with a seccomp profile; one that is absent has nothing wrong. */
export function validateSeccompProfile(profile: SeccompProfile | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile } = profile;
  const errors: FieldError[] = [];
  if (type === '') errors.push(requiredField(path.child('type'), 'type is required when seccompProfile is set'));
  else if (!TYPES.includes(type)) errors.push(notSupported(path.child('type'), type, TYPES));
  const at = path.child('localhostProfile');
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(requiredField(at, 'must be set when seccomp type is Localhost'));
    else addErrors(errors, validateDescendingPath(localhostProfile, at));
  } else if (localhostProfile !== undefined) {
    // kube-apiserver shows the bad value by the names of its own types.
    const shown = { Type: type, LocalhostProfile: localhostProfile };
    errors.push(invalid(at, shown, 'can only be set when seccomp type is Localhost'));
  }
  return errors;
}

/** What is wrong with an AppArmor profile; one that is absent has nothing wrong. */
export function validateAppArmorProfile(profile: AppArmorProfile | undefined, path: FieldPath): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile } = profile;
  const at = path.child('localhostProfile');
  if (type === '') return [requiredField(path.child('type'), 'type is required when appArmorProfile is set')];
  if (!TYPES.includes(type)) return [notSupported(path.child('type'), type, TYPES)];
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return [];
    return [invalid(at, localhostProfile, 'can only be set when AppArmor type is Localhost')];
  }
  const missing = requiredField(at, 'must be set when AppArmor type is Localhost');
  if (localhostProfile === undefined) return [missing];
  const errors: FieldError[] = [];
  if (localhostProfile.trim() !== localhostProfile) {
    errors.push(invalid(at, localhostProfile, 'must not be padded with whitespace'));
  } else if (localhostProfile === '') {
    errors.push(missing);
  }
  if (isLongerThan(localhostProfile, PROFILE_LIMIT)) errors.push(tooLong(at, PROFILE_LIMIT));
  return errors;
}
