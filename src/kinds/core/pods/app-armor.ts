import type { Container, EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { AppArmorProfile } from '../../../../schemas/core/v1/security-profiles.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { APP_ARMOR_ANNOTATION } from './annotations.ts';
import { validateAppArmorProfile } from './validation/security-profiles.ts';

/**
 * Takes over AppArmor profiles that are named in annotations, as they were before the spec had them, where the container has
 * no profile of its own and the pod's is another one (KEP-24). Mutates the spec of `pod`.
 */
export function applyAppArmorAnnotations({ metadata, spec }: Pod): void {
  const { annotations } = metadata;
  if (annotations === undefined || spec.os?.name === 'windows') return;
  for (const container of containersOf(spec)) {
    const annotation = annotations[APP_ARMOR_ANNOTATION + container.name];
    if (annotation === undefined || container.securityContext?.appArmorProfile !== undefined) continue;
    const profile = profileOf(annotation);
    if (profile !== undefined && !isSame(profile, spec.securityContext?.appArmorProfile))
      setProfile(container, profile);
  }
}

/** What a client should be told that names AppArmor profiles as it was done before the spec had them. */
export function appArmorWarnings({ metadata, spec }: Pod): string[] {
  const { annotations } = metadata;
  if (annotations === undefined || spec.os?.name === 'windows') return [];
  return containersOf(spec).flatMap(({ name, securityContext }) => {
    const key = APP_ARMOR_ANNOTATION + name;
    const annotation = annotations[key];
    if (annotation === undefined || securityContext?.appArmorProfile !== undefined) return [];
    if (saysTheSame(annotation, spec.securityContext?.appArmorProfile)) return [];
    return [`metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`];
  });
}

/** Whether an annotation says what the pod's spec says, so that it does no harm. */
export function saysTheSame(annotation: string, profile: AppArmorProfile | undefined): boolean {
  const said = profileOf(annotation);
  return said !== undefined && isSame(said, profile);
}

function containersOf({ containers, initContainers = [], ephemeralContainers = [] }: PodSpec): Restricted[] {
  return [...initContainers, ...containers, ...ephemeralContainers];
}

const PROFILE = FieldPath.of('appArmorProfile');

type Restricted = Container | EphemeralContainer;

function profileOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const LOCAL = 'localhost/';
  const localhostProfile = annotation.slice(LOCAL.length);
  if (!annotation.startsWith(LOCAL)) return undefined;
  const profile: AppArmorProfile = { type: 'Localhost', localhostProfile };
  return validateAppArmorProfile(profile, PROFILE).length === 0 ? profile : undefined;
}

function isSame(a: AppArmorProfile, b: AppArmorProfile | undefined): boolean {
  return a.type === b?.type && a.localhostProfile === b.localhostProfile;
}

function setProfile(container: Restricted, profile: AppArmorProfile): void {
  container.securityContext = { ...container.securityContext, appArmorProfile: profile };
}
