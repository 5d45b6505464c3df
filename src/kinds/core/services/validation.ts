import type { Service } from '../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../schemas/core/v1/service-spec.ts';
import { type FieldError, forbidden, invalid, notSupported, requiredField } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isDNS1123Subdomain } from '../../../apimachinery/validation/dns-names.ts';
import { validateLabels } from '../../../apimachinery/validation/labels.ts';
import { nameIsDNSLabel } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { isExternalName, isHeadless } from './service-type.ts';
import { validateExternalIPs, validateSourceRanges } from './validation/addresses.ts';
import { validateClusterIPs } from './validation/cluster-ips.ts';
import { validateLoadBalancerClass } from './validation/load-balancer-class.ts';
import { validateNodePorts, validatePorts, validateUniquePorts } from './validation/ports.ts';
import { validateSessionAffinity } from './validation/session-affinity.ts';
import { validateTrafficPolicies } from './validation/traffic-policies.ts';

const ANNOTATIONS = FieldPath.of('metadata').child('annotations');
const SPEC = FieldPath.of('spec');
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/** What is wrong with a service, new or updated; of addresses, those of `old` may stay as they are. */
export function validateService(service: Service, old?: Service): FieldError[] {
  const { metadata, spec } = service;
  const { ports = [], type = '' } = spec;
  // The metadata of an update has been looked at by then.
  const errors = old === undefined ? validateObjectMeta(metadata, true, nameIsDNSLabel) : [];
  addErrors(errors, validateTopology(metadata.annotations));
  if (ports.length === 0 && !isHeadless(spec) && !isExternalName(spec)) {
    errors.push(requiredField(SPEC.child('ports')));
  }
  addErrors(errors, validateType(spec));
  addErrors(errors, validatePorts(spec, SPEC.child('ports')));
  addErrors(errors, validateLabels(spec.selector, SPEC.child('selector')));
  addErrors(errors, validateSessionAffinity(spec, SPEC));
  addErrors(errors, validateClusterIPs(spec, old?.spec));
  addErrors(errors, validateExternalIPs(spec, old?.spec, SPEC.child('externalIPs')));
  if (!TYPES.includes(type)) errors.push(notSupported(SPEC.child('type'), type, TYPES));
  addErrors(errors, validateNodePorts(spec, SPEC.child('ports')));
  addErrors(errors, validateUniquePorts(spec, SPEC.child('ports')));
  addErrors(errors, validateSourceRanges(service, old));
  if (type !== 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== undefined) {
    const path = SPEC.child('allocateLoadBalancerNodePorts');
    errors.push(forbidden(path, "may only be used when `type` is 'LoadBalancer'"));
  }
  addErrors(errors, validateLoadBalancerClass(spec));
  addErrors(errors, validateTrafficPolicies(spec, SPEC));
  return errors;
}

function validateTopology(annotations: Readonly<Record<string, string>> = {}): FieldError[] {
  const { [TOPOLOGY_HINTS]: hints, [TOPOLOGY_MODE]: mode } = annotations;
  if (hints === undefined || mode === undefined || hints === mode) return [];
  return [
    invalid(ANNOTATIONS.key(TOPOLOGY_MODE), mode, `must match annotations[${TOPOLOGY_HINTS}] when both are specified`),
  ];
}

/** What a service's type asks of its addresses. */
function validateType(spec: ServiceSpec): FieldError[] {
  const { type, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  if (type === 'LoadBalancer' || type === 'NodePort') {
    if (!isHeadless(spec)) return [];
    const path = SPEC.child('clusterIPs').index(0);
    return [invalid(path, clusterIPs[0], `may not be set to 'None' for ${type} services`)];
  }
  if (!isExternalName(spec)) return [];
  const errors: FieldError[] = [];
  const unexpected = (field: string): FieldError =>
    forbidden(SPEC.child(field), 'may not be set for ExternalName services');
  if (clusterIPs.length > 0) errors.push(unexpected('clusterIPs'));
  if (ipFamilies.length > 0) errors.push(unexpected('ipFamilies'));
  if (ipFamilyPolicy !== undefined) errors.push(unexpected('ipFamilyPolicy'));
  // A name that says where it ends is as good as one that does not.
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  const path = SPEC.child('externalName');
  if (name === '') errors.push(requiredField(path));
  else for (const problem of isDNS1123Subdomain(name)) errors.push(invalid(path, name, problem));
  return errors;
}
