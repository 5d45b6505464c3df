import type { ServicePort, ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { isValidPortName, isValidPortNumber } from '../../../../apimachinery/validation/ports.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** What is wrong with each port of a service. */
export function validatePorts({ ports = [] }: ServiceSpec, path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return errorsOfEach(ports, (port, i) => [
    ...validateName(port, ports.length > 1, names, path.index(i).child('name')),
    ...validatePort(port, path.index(i)),
  ]);
}

function validateName({ name = '' }: ServicePort, needed: boolean, names: Set<string>, path: FieldPath): FieldError[] {
  if (name === '') return needed ? [requiredField(path)] : [];
  const errors = isDNS1123Label(name).map((problem) => invalid(path, name, problem));
  if (names.has(name)) errors.push(duplicate(path, name));
  names.add(name);
  return errors;
}

function validatePort({ port, protocol = '', targetPort, appProtocol }: ServicePort, path: FieldPath): FieldError[] {
  const errors = isValidPortNumber(port).map((problem) => invalid(path.child('port'), port, problem));
  if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(path.child('protocol'), protocol, PROTOCOLS));
  const problems = typeof targetPort === 'number' ? isValidPortNumber(targetPort) : isValidPortName(targetPort);
  addErrors(
    errors,
    problems.map((problem) => invalid(path.child('targetPort'), targetPort, problem)),
  );
  for (const problem of appProtocol === undefined ? [] : isQualifiedName(appProtocol)) {
    errors.push(invalid(path.child('appProtocol'), appProtocol, problem));
  }
  return errors;
}

/** A port of the nodes leads to one port of one service, and services within the cluster have none. */
export function validateNodePorts({ ports = [], type }: ServiceSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const used = ports.map(({ nodePort = 0, protocol }, i) => ({
    nodePort,
    protocol,
    at: path.index(i).child('nodePort'),
  }));
  const taken = used.filter(({ nodePort }) => nodePort !== 0);
  if (type === 'ClusterIP') {
    addErrors(
      errors,
      taken.map(({ at }) => forbidden(at, "may not be used when `type` is 'ClusterIP'")),
    );
  }
  const seen = new Set<string>();
  for (const { nodePort, protocol, at } of taken) {
    const key = `${nodePort}/${protocol}`;
    if (seen.has(key)) errors.push(duplicate(at, nodePort));
    seen.add(key);
  }
  return errors;
}

/** A service has each port once. */
export function validateUniquePorts({ ports = [] }: ServiceSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { port, protocol }] of ports.entries()) {
    const key = `${port}/${protocol}`;
    // kube-apiserver prints a port that says nothing but this.
    const printed = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    if (seen.has(key)) errors.push(duplicate(path.index(i), printed));
    seen.add(key);
  }
  return errors;
}
