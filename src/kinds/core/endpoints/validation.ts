import type {
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  Endpoints,
} from '../../../../schemas/core/v1/endpoints.ts';
import { type FieldError, invalid, notSupported, requiredField } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { isDNS1123Label } from '../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../apimachinery/validation/fields.ts';
import { isIPAddress, specialIPAddress } from '../../../apimachinery/validation/ip-addresses.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { isValidPortNumber } from '../../../apimachinery/validation/ports.ts';
import { isQualifiedName } from '../../../apimachinery/validation/qualified-name.ts';

const SUBSETS = FieldPath.of('subsets');
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** What is wrong with new Endpoints. */
export function validateEndpoints({ metadata, subsets = [] }: Endpoints): FieldError[] {
  const errors = validateObjectMeta(metadata, true, nameIsDNSSubdomain);
  addErrors(errors, validateSubsets(subsets));
  return errors;
}

/** What is wrong with replacing the Endpoints `old` by `next`: where they stay, older versions may have let more pass. */
export function validateEndpointsUpdate(next: Endpoints, old: Endpoints): FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
  addErrors(errors, validateObjectMeta(next.metadata, true, nameIsDNSSubdomain));
  const problems = validateSubsets(next.subsets ?? []);
  if (problems.length > 0 && !isSemanticallyEqual(next.subsets, old.subsets)) addErrors(errors, problems);
  return errors;
}

function validateSubsets(subsets: readonly EndpointSubset[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const path = SUBSETS.index(i);
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(requiredField(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    for (const [k, one] of addresses.entries())
      addErrors(errors, validateAddress(one, path.child('addresses').index(k)));
    for (const [k, one] of notReadyAddresses.entries()) {
      addErrors(errors, validateAddress(one, path.child('notReadyAddresses').index(k)));
    }
    for (const [k, port] of ports.entries()) {
      addErrors(errors, validatePort(port, ports.length > 1, path.child('ports').index(k)));
    }
  }
  return errors;
}

function validateAddress({ ip, hostname = '', nodeName }: EndpointAddress, path: FieldPath): FieldError[] {
  return [
    ...invalidFor(ip, isIPAddress(ip), path.child('ip')),
    ...(hostname === '' ? [] : invalidFor(hostname, isDNS1123Label(hostname), path.child('hostname'))),
    ...(nodeName === undefined
      ? []
      : invalidFor(nodeName, nameIsDNSSubdomain(nodeName, false), path.child('nodeName'))),
    ...invalidFor(ip, specialIPAddress(ip), path.child('ip')),
  ];
}

function validatePort(
  { name = '', port, protocol = '', appProtocol }: EndpointPort,
  isOneOfMany: boolean,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (name !== '') addErrors(errors, invalidFor(name, isDNS1123Label(name), path.child('name')));
  else if (isOneOfMany) errors.push(requiredField(path.child('name')));
  addErrors(errors, invalidFor(port, isValidPortNumber(port), path.child('port')));
  if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(path.child('protocol'), protocol, PROTOCOLS));
  for (const problem of appProtocol === undefined ? [] : isQualifiedName(appProtocol)) {
    errors.push(invalid(path.child('appProtocol'), appProtocol, problem));
  }
  return errors;
}
