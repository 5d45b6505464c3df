import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { ContainerPort } from '../../../../../schemas/core/v1/container-port.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { duplicate, type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { invalidFor, validateRequiredOneOf } from '../../../../apimachinery/validation/fields.ts';
import { isValidPortName, isValidPortNumber } from '../../../../apimachinery/validation/ports.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** What is wrong with the ports of a container. */
export function validatePorts(ports: readonly ContainerPort[] | undefined, path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return errorsOfEach(ports ?? [], ({ name = '', containerPort, hostPort = 0, protocol }, i) => {
    const at = path.index(i);
    const errors: FieldError[] = [];
    if (name !== '') {
      const problems = isValidPortName(name);
      addErrors(errors, invalidFor(name, problems, at.child('name')));
      if (problems.length === 0 && names.has(name)) errors.push(duplicate(at.child('name'), name));
      if (problems.length === 0) names.add(name);
    }
    if (containerPort === 0) errors.push(requiredField(at.child('containerPort')));
    else addErrors(errors, invalidFor(containerPort, isValidPortNumber(containerPort), at.child('containerPort')));
    if (hostPort !== 0) addErrors(errors, invalidFor(hostPort, isValidPortNumber(hostPort), at.child('hostPort')));
    addErrors(errors, validateRequiredOneOf(protocol, PROTOCOLS, at.child('protocol')));
    return errors;
  });
}

/** A port of the node leads to one container only, of those that run at the same time. */
export function validateUniqueHostPorts(
  containers: readonly (Container | EphemeralContainer)[],
  path: FieldPath,
): FieldError[] {
  const taken = new Set<string>();
  const errors: FieldError[] = [];
  for (const [i, { ports = [] }] of containers.entries()) {
    for (const [j, { hostPort = 0, hostIP = '', protocol = '' }] of ports.entries()) {
      if (hostPort === 0) continue;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) errors.push(duplicate(path.index(i).child('ports').index(j).child('hostPort'), key));
      taken.add(key);
    }
  }
  return errors;
}

/** On the node's own network a container's port is the node's; a template may leave that to the pods made from it. */
export function validateHostNetworkPorts({ hostNetwork, containers }: PodSpec, path: FieldPath): FieldError[] {
  if (hostNetwork !== true) return [];
  return errorsOfEach(containers, ({ ports = [] }, i) =>
    errorsOfEach(ports, ({ hostPort = 0, containerPort }, j) =>
      hostPort === 0 || hostPort === containerPort
        ? []
        : [
            invalid(
              path.child('containers').index(i).child('ports').index(j).child('hostPort'),
              hostPort,
              'must match `containerPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}
