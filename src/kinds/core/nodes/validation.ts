import type { Node } from '../../../../schemas/core/v1/node.ts';
import type { NodeStatus } from '../../../../schemas/core/v1/node-status.ts';
import { duplicate, type FieldError, forbidden, internal, invalid } from '../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isCIDR, isDualStackCIDR } from '../../../apimachinery/validation/cidr.ts';
import { invalidFor } from '../../../apimachinery/validation/fields.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { validateResourceAmount } from '../../../apimachinery/validation/resource-requirements.ts';
import { givenAllocatable } from './allocatable.ts';
import { validateNodeAnnotations } from './annotations.ts';
import { validateConfigSource, validateConfigStatus } from './config-source.ts';
import { validateDeclaredFeatures } from './declared-features.ts';
import { validateTaints } from './taints.ts';

const ANNOTATIONS = FieldPath.of('metadata').child('annotations');
// kube-apiserver looks for taints in the wrong place when it reports them.
const TAINTS = FieldPath.of('metadata').child('taints');
const SPEC = FieldPath.of('spec');
const STATUS = FieldPath.of('status');
const DECLARED_FEATURES = STATUS.child('declaredFeatures');
// Here, too, kube-apiserver looks in the wrong place.
const SWAP_CAPACITY = FieldPath.of('metadata').child('nodeSwapStatus').child('capacity');
const POD_CIDRS = SPEC.child('podCIDRs');

const CIDR_IS_FIXED = 'node updates may not change podCIDR except from "" to valid';

/** What is wrong with a node by itself. */
export function validateNode({ metadata, spec, status }: Node): FieldError[] {
  return [
    ...validateObjectMeta(metadata, false, nameIsDNSSubdomain),
    ...validateNodeAnnotations(metadata.annotations, ANNOTATIONS),
    ...validateTaints(spec.taints ?? [], TAINTS),
    ...validateNodeResources(status),
    ...validateSwap(status),
    ...validateDeclaredFeatures(status.declaredFeatures ?? [], DECLARED_FEATURES),
    ...validatePodCIDRs(spec.podCIDRs ?? []),
  ];
}

/** What is wrong with replacing `old`, whether it is the node that is written or its status alone. */
export function validateNodeUpdate(next: Node, old: Node): FieldError[] {
  const { metadata, spec, status } = next;
  return [
    ...validateObjectMetaUpdate(metadata, old.metadata),
    ...validateNodeAnnotations(metadata.annotations, ANNOTATIONS),
    ...validateNodeResources(status),
    ...validateDeclaredFeatures(status.declaredFeatures ?? [], DECLARED_FEATURES),
    ...validateAddresses(status),
    ...validateFixedFields(spec, old.spec),
    ...(spec.configSource === undefined ? [] : validateConfigSource(spec.configSource, SPEC.child('configSource'))),
    ...(status.config === undefined ? [] : validateConfigStatus(status.config, STATUS.child('config'))),
    ...validateTaints(spec.taints ?? [], TAINTS),
    ...((spec.externalID ?? '') === (old.spec.externalID ?? '')
      ? []
      : [forbidden(SPEC.child('externalID'), 'may not be updated')]),
  ];
}

function validateNodeResources(status: NodeStatus): FieldError[] {
  return errorsOfEach(
    Object.entries({ capacity: status.capacity ?? {}, allocatable: givenAllocatable(status) }),
    ([field, list]) =>
      errorsOfEach(Object.keys(list).sort(), (name) =>
        validateResourceAmount(name, list[name] ?? '0', STATUS.child(field).child(name)),
      ),
  );
}

function validateSwap({ nodeInfo: { swap } }: NodeStatus): FieldError[] {
  const capacity = swap?.capacity;
  if (capacity === undefined || capacity > 0) return [];
  return [invalid(SWAP_CAPACITY, capacity, 'must be greater than zero')];
}

function validatePodCIDRs(podCIDRs: readonly string[]): FieldError[] {
  const errors = errorsOfEach(podCIDRs, (value, i) => invalidFor(value, isCIDR(value), POD_CIDRS.index(i)));
  if (podCIDRs.length < 2) return errors;
  const dualStack = isDualStackCIDR(podCIDRs);
  if (typeof dualStack === 'string') {
    errors.push(internal(POD_CIDRS, `invalid PodCIDRs. failed to check with dual stack with error:${dualStack}`));
  }
  if (dualStack !== true || podCIDRs.length > 2) {
    errors.push(invalid(POD_CIDRS, podCIDRs, 'may specify no more than one CIDR for each IP family'));
  }
  return errors;
}

function validateAddresses({ addresses = [] }: NodeStatus): FieldError[] {
  const seen = new Set<string>();
  return errorsOfEach(addresses, ({ type, address }, i) => {
    const identity = JSON.stringify([type, address]);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [duplicate(STATUS.child('addresses').index(i), { Type: type, Address: address })];
  });
}

/** The ranges of the pods and the name that a provider gave are set once. */
function validateFixedFields(spec: Node['spec'], old: Node['spec']): FieldError[] {
  const { podCIDRs = [], providerID = '' } = spec;
  const { podCIDRs: oldCIDRs = [], providerID: oldID = '' } = old;
  const errors: FieldError[] = [];
  if (oldCIDRs.length > 0) {
    const changes = oldCIDRs.length === podCIDRs.length ? oldCIDRs.filter((value, i) => value !== podCIDRs[i]) : [''];
    addErrors(
      errors,
      changes.map(() => forbidden(POD_CIDRS, CIDR_IS_FIXED)),
    );
  }
  if (oldID !== '' && oldID !== providerID) {
    const fixed = 'node updates may not change providerID except from "" to valid';
    errors.push(forbidden(SPEC.child('providerID'), fixed));
  }
  return errors;
}
