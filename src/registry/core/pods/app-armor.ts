import type { Container, EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { AppArmorProfile } from '../../../../schemas/core/v1/security-profiles.ts';
import { APP_ARMOR_ANNOTATION } from './annotations.ts';

/**
 * Takes over AppArmor profiles that are named in annotations, as they were before the spec had them, where the container has
 * no profile of its own and the pod's is another one (KEP-24). Mutates the spec of `pod`.
 */
export function applyAppArmorAnnotations({ metadata, spec }: Pod): void {
  const { annotations } = metadata;
  if (annotations === undefined || spec.os?.name === 'windows') return;
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  for (const container of [...initContainers, ...containers, ...ephemeralContainers]) {
    const annotation = annotations[APP_ARMOR_ANNOTATION + container.name];
    if (annotation === undefined || container.securityContext?.appArmorProfile !== undefined) continue;
    const profile = profileOf(annotation);
    if (profile !== undefined && !isSame(profile, spec.securityContext?.appArmorProfile))
      setProfile(container, profile);
  }
}

function profileOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const LOCAL = 'localhost/';
  const localhostProfile = annotation.slice(LOCAL.length);
  const usable =
    annotation.startsWith(LOCAL) && localhostProfile !== '' && localhostProfile.trim() === localhostProfile;
  return usable ? { type: 'Localhost', localhostProfile } : undefined;
}

function isSame(a: AppArmorProfile, b: AppArmorProfile | undefined): boolean {
  return a.type === b?.type && a.localhostProfile === b.localhostProfile;
}

function setProfile(container: Container | EphemeralContainer, profile: AppArmorProfile): void {
  container.securityContext = { ...container.securityContext, appArmorProfile: profile };
}
