import { forbidden, type StatusError } from '../apimachinery/status-error.ts';
import type { AdmissionAttributes } from './admission.ts';

/** 403: a plugin refuses a write. */
export function refusal(attributes: AdmissionAttributes, why: string): StatusError {
  return forbidden(attributes.resource, shownName(attributes), why);
}

/** The name by which messages call the object of a write: as much as is known of it. */
export function shownName({ name, object }: Pick<AdmissionAttributes, 'name' | 'object'>): string {
  if (name !== '') return name;
  const { metadata } = (object ?? {}) as {
    readonly metadata?: { readonly name?: string; readonly generateName?: string };
  };
  return metadata?.name ?? metadata?.generateName ?? 'Unknown';
}
