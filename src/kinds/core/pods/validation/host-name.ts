import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, tooLong } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isLongerThan } from '../../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';

/** Linux allows a host name this many bytes. */
const LIMIT = 64;

/** What is wrong with how a pod is called in the network. */
export function validateHostName(spec: PodSpec, path: FieldPath): FieldError[] {
  const { hostname = '', subdomain = '' } = spec;
  return [
    ...(hostname === '' ? [] : invalidFor(hostname, isDNS1123Label(hostname), path.child('hostname'))),
    ...(subdomain === '' ? [] : invalidFor(subdomain, isDNS1123Label(subdomain), path.child('subdomain'))),
  ];
}

/** What is wrong with a name of the pod's own choice (KEP-4762). */
export function validateHostNameOverride(
  { hostnameOverride: name, hostNetwork, setHostnameAsFQDN }: PodSpec,
  path: FieldPath,
): FieldError[] {
  if (name === undefined) return [];
  const errors: FieldError[] = [];
  if (setHostnameAsFQDN === true) errors.push(forbidden(path, 'may not be specified when setHostnameAsFQDN is true'));
  if (hostNetwork === true) errors.push(forbidden(path, 'may not be specified when hostNetwork is true'));
  if (isLongerThan(name, LIMIT)) errors.push(tooLong(path, LIMIT));
  return [...errors, ...invalidFor(name, isDNS1123Subdomain(name), path)];
}
