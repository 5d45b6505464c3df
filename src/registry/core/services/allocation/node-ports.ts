import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { internalError } from '../../../../apimachinery/status-error.ts';
import type { AllocationSource } from '../../../allocation.ts';
import { needsHealthCheck, needsNodePorts } from '../service-type.ts';
import { refuse } from './refuse.ts';

/** The ports of nodes that services may have, as kube-apiserver's `--service-node-port-range` has them. */
const FIRST = 30_000;
const LAST = 32_767;
// The lower ones are for those who ask for a certain one (KEP-3668).
const RESERVED = 86;
const ATTEMPTS = 20;

/**
 * Gives a service its ports at the nodes: those it asks for, and others where it asks for none. Mutates its spec.
 * @throws StatusError 422 where it asks for one that it cannot have, 500 where none is left.
 */
export function allocateNodePorts(
  service: Service,
  old: Service | undefined,
  others: readonly Service[],
  source: Pick<AllocationSource<Service>, 'randomInt'>,
): void {
  const { spec } = service;
  if (!needsNodePorts(spec)) return;
  const taken = new Set(others.flatMap((other) => nodePortsOf(other.spec)));
  const own = new Set(old === undefined ? [] : nodePortsOf(old.spec));
  const take = (field: string, nodePort: number): void => {
    if (own.has(nodePort)) return;
    const fail = (why: string) => refuse(service, field, nodePort, why);
    if (nodePort < FIRST || nodePort > LAST) {
      throw fail(`provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`);
    }
    if (taken.has(nodePort)) throw fail('provided port is already allocated');
    own.add(nodePort);
  };
  const next = (): number => {
    const nodePort = freePort((port) => taken.has(port) || own.has(port), source);
    if (nodePort === undefined) throw internalError('failed to allocate a nodePort: range is full');
    own.add(nodePort);
    return nodePort;
  };

  const ports = spec.ports ?? [];
  for (const [i, { nodePort = 0 }] of ports.entries()) if (nodePort !== 0) take(`spec.ports[${i}].nodePort`, nodePort);
  if (spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts === true) {
    for (const port of ports) {
      // One number serves several protocols.
      const sibling = old === undefined ? ports.find((other) => other.port === port.port && other.nodePort) : undefined;
      port.nodePort ||= sibling?.nodePort ?? next();
    }
  }
  if (!needsHealthCheck(spec)) return;
  if (spec.healthCheckNodePort) take('spec.healthCheckNodePort', spec.healthCheckNodePort);
  else spec.healthCheckNodePort = next();
}

function nodePortsOf({ ports = [], healthCheckNodePort = 0 }: ServiceSpec): number[] {
  return [...ports.map(({ nodePort = 0 }) => nodePort), healthCheckNodePort].filter((port) => port !== 0);
}

function freePort(
  isTaken: (port: number) => boolean,
  random: Pick<AllocationSource<Service>, 'randomInt'>,
): number | undefined {
  const size = LAST - FIRST + 1;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = FIRST + RESERVED + random.randomInt(size - RESERVED);
    if (!isTaken(port)) return port;
  }
  for (let i = 0; i < size; i += 1) {
    const port = FIRST + ((i + RESERVED) % size);
    if (!isTaken(port)) return port;
  }
  return undefined;
}
