import type { Service } from '../../../../schemas/core/v1/service.ts';
import { append } from '../../../apimachinery/append.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { cidrWarnings } from '../../../apimachinery/validation/cidr.ts';
import { nonStandardIPAddress } from '../../../apimachinery/validation/ip-addresses.ts';
import { warningsOfEach } from '../../../apimachinery/warnings.ts';
import { isExternalName, NO_CLUSTER_IP } from './service-type.ts';

const SPEC = FieldPath.of('spec');

/** What the author of a service should know, though the service is accepted. */
export function warningsForService({ metadata, spec }: Service): string[] {
  const { clusterIP = '', clusterIPs = [], externalIPs = [], loadBalancerIP = '', externalName = '' } = spec;
  const warnings: (string | undefined)[] = [];
  if (metadata.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined) {
    warnings.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    );
  }
  if (clusterIP !== '' && clusterIP !== NO_CLUSTER_IP) {
    append(
      warnings,
      warningsOfEach(clusterIPs, (ip, i) => [nonStandardIPAddress(SPEC.child('clusterIPs').index(i), ip)]),
    );
  }
  const headless = spec.type === 'ClusterIP' && clusterIP === NO_CLUSTER_IP;
  const isAlias = isExternalName(spec);
  if (headless) {
    const ignored = (field: string): string => `${field} is ignored for headless services`;
    if (loadBalancerIP !== '') warnings.push(ignored('spec.loadBalancerIP'));
    if (externalIPs.length > 0) warnings.push(ignored('spec.externalIPs'));
    if (spec.sessionAffinity !== 'None') warnings.push(ignored('spec.SessionAffinity'));
  }
  append(
    warnings,
    warningsOfEach(externalIPs, (ip, i) => [nonStandardIPAddress(SPEC.child('externalIPs').index(i), ip)]),
  );
  // KEP-5707
  if (externalIPs.length > 0 && !headless && !isAlias) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  warnings.push(nonStandardIPAddress(SPEC.child('loadBalancerIP'), loadBalancerIP));
  const ranges = spec.loadBalancerSourceRanges ?? [];
  append(
    warnings,
    warningsOfEach(ranges, (range, i) => cidrWarnings(SPEC.child('loadBalancerSourceRanges').index(i), range)),
  );
  if (isAlias && externalIPs.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (!isAlias && externalName !== '') {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  // KEP-3015
  if (spec.trafficDistribution === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings.filter((warning) => warning !== undefined);
}
