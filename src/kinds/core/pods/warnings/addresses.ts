import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { nonStandardIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';
import { warningsOfEach } from '../../../../apimachinery/warnings.ts';

/** Warnings of addresses of name servers and hosts that are not written in canonical form (KEP-4858). */
export function addressWarnings({ dnsConfig, hostAliases = [] }: PodSpec, path: FieldPath): string[] {
  const servers = path.child('dnsConfig').child('nameservers');
  return [
    ...warningsOfEach(dnsConfig?.nameservers, (server, i) => [nonStandardIPAddress(servers.index(i), server)]),
    ...warningsOfEach(hostAliases, ({ ip }, i) => [
      nonStandardIPAddress(path.child('hostAliases').index(i).child('ip'), ip),
    ]),
  ];
}
