import { describe, expect, it } from 'vitest';
import { specErrors } from './spec-errors.ts';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('the host name that a pod chooses', () => {
  it('has at most 64 bytes', () => {
    expect(specErrors({ hostnameOverride: 'a'.repeat(64) })).toEqual([]);
    expect(specErrors({ hostnameOverride: 'a'.repeat(65) })).toEqual([
      'spec.hostnameOverride: Too long: may not be more than 64 bytes',
    ]);
  });

  it('is a DNS subdomain, and not that of a node or of a domain, before other names are looked at', () => {
    const spec = { hostnameOverride: 'A', hostNetwork: true, setHostnameAsFQDN: true, serviceAccountName: 'A' };
    expect(specErrors({ ...spec, hostname: 'b.c' })).toEqual([
      'spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true',
      'spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true',
      `spec.hostnameOverride: Invalid value: "A": ${SUBDOMAIN}`,
      `spec.serviceAccountName: Invalid value: "A": ${SUBDOMAIN}`,
      'spec.hostname: Invalid value: "b.c": must not contain dots',
    ]);
  });
});
