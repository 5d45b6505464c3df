import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { AppArmorProfile, SeccompProfile } from '../../../../../schemas/core/v1/security-profiles.ts';
import { type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { APP_ARMOR_ANNOTATION, SECCOMP_CONTAINER_ANNOTATION, SECCOMP_POD_ANNOTATION } from '../annotations.ts';
import { containersWithPaths } from '../containers.ts';

const SECCOMP = { name: 'seccomp', default: ['runtime/default', 'docker/default'] };
const APP_ARMOR = { name: 'apparmor', default: ['runtime/default'] };

/** A profile that a new pod names in an annotation, as it was done once, is the one that it names in its spec. */
export function validateProfileAnnotations(
  { metadata, spec }: Pick<Pod, 'metadata' | 'spec'>,
  path: FieldPath,
): FieldError[] {
  const { annotations } = metadata;
  if (annotations === undefined) return [];
  const containers = containersWithPaths(spec, path);
  const seccomp = 'seccompProfile';
  const ofPod = spec.securityContext?.appArmorProfile;
  return [
    ...mismatch(
      annotations[SECCOMP_POD_ANNOTATION],
      spec.securityContext?.seccompProfile,
      SECCOMP,
      path.child('securityContext').child(seccomp),
    ),
    ...errorsOfEach(containers, ([{ name, securityContext }, at]) =>
      mismatch(
        annotations[SECCOMP_CONTAINER_ANNOTATION + name],
        securityContext?.seccompProfile,
        SECCOMP,
        at.child('securityContext').child(seccomp),
      ),
    ),
    ...errorsOfEach(spec.os?.name === 'windows' ? [] : containers, ([{ name, securityContext }, at]) =>
      mismatch(
        annotations[APP_ARMOR_ANNOTATION + name],
        securityContext?.appArmorProfile ?? ofPod,
        APP_ARMOR,
        at.child('securityContext').child('appArmorProfile'),
      ),
    ),
  ];
}

function mismatch(
  annotation: string | undefined,
  profile: SeccompProfile | AppArmorProfile | undefined,
  kind: { readonly name: string; readonly default: readonly string[] },
  path: FieldPath,
): FieldError[] {
  if (annotation === undefined || profile === undefined) return [];
  const LOCAL = 'localhost/';
  const otherType = [forbidden(path.child('type'), `${kind.name} type in annotation and field must match`)];
  switch (profile.type) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : otherType;
    case 'RuntimeDefault':
      return kind.default.includes(annotation) ? [] : otherType;
    case 'Localhost': {
      if (!annotation.startsWith(LOCAL)) return otherType;
      if (annotation.slice(LOCAL.length) === profile.localhostProfile) return [];
      return [forbidden(path.child('localhostProfile'), `${kind.name} profile in annotation and field must match`)];
    }
    default:
      return [];
  }
}
