import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isLongerThan } from '../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';

/** Linux allows a host name this many bytes. */
const LIMIT = 64;

/** What is wrong with how a pod is called in the network. */
export function validateHostName(spec: PodSpec, path: FieldPath): FieldError[] {
  const { hostname = '', subdomain = '', hostnameOverride } = spec;
  return [
    ...(hostname === '' ? [] : invalidFor(hostname, isDNS1123Label(hostname), path.child('hostname'))),
    ...(subdomain === '' ? [] : invalidFor(subdomain, isDNS1123Label(subdomain), path.child('subdomain'))),
    ...(hostnameOverride === undefined ? [] : validateOverride(hostnameOverride, spec, path.child('hostnameOverride'))),
  ];
}

/** A name of the pod's own choice (KEP-4762). */
function validateOverride(name: string, { hostNetwork, setHostnameAsFQDN }: PodSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (hostNetwork === true) errors.push(forbidden(path, 'may not be specified when hostNetwork is true'));
  if (setHostnameAsFQDN === true) errors.push(forbidden(path, 'may not be specified when setHostnameAsFQDN is true'));
  addErrors(errors, invalidFor(name, isDNS1123Subdomain(name), path));
  if (isLongerThan(name, LIMIT)) errors.push(invalid(path, name, `must be no more than ${LIMIT} characters`));
  return errors;
}
