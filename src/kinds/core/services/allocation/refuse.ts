import type { Service } from '../../../../../schemas/core/v1/service.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { invalidObject, type StatusError } from '../../../../apimachinery/status-error.ts';

const SERVICE = { group: '', kind: 'Service' } as const;

/** The refusal of a service for what it asks for in a field: 422. */
export function refuse(service: Service, field: string, value: unknown, why: string): StatusError {
  return refuseFor(service, [invalid(field, value, why)]);
}

/** Likewise for all that is wrong with it. */
export function refuseFor({ metadata }: Service, errors: readonly FieldError[]): StatusError {
  return invalidObject(SERVICE, metadata.name ?? '', errors);
}
