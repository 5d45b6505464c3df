import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { ServicePort, ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { firstBy } from '../../../../apimachinery/first-by.ts';
import { internalError, unexpectedError } from '../../../../apimachinery/status-error.ts';
import type { AllocationSource } from '../../../../registry/definition/allocation.ts';
import { needsHealthCheck, needsNodePorts } from '../service-type.ts';
import { dryRunPortRange, type PortRange, portRange } from './port-range.ts';
import { refuse } from './refuse.ts';

/**
 * Gives a service its ports at the nodes: those it asks for, and others where it asks for none. Mutates its spec. `used` are those
 * that are taken, its own among them; `source` is undefined where nothing is going to be stored.
 * @throws StatusError 422 where it asks for one that it cannot have; 500 where that is one for its health, where an update asks for
 *   one twice, and where none is left.
 */
export function allocateNodePorts(
  service: Service,
  old: Service | undefined,
  used: readonly number[],
  source: Pick<AllocationSource<Service>, 'randomInt'> | undefined,
): void {
  const { spec } = service;
  if (!needsNodePorts(spec)) return;
  const range = source === undefined ? dryRunPortRange(used) : portRange(used, source);
  if (old === undefined) allocateNew(service, range);
  else allocateChanged(service, new Set((old.spec.ports ?? []).map(({ nodePort = 0 }) => nodePort)), range);
  if (needsHealthCheck(spec) && (old === undefined || !needsHealthCheck(old.spec))) allocateHealthCheck(spec, range);
}

/** One number serves all protocols of a port: what one asks for is for its siblings, too. */
function allocateNew(service: Service, range: PortRange): void {
  const { ports = [] } = service.spec;
  const given = new Map<number, number>();
  const asking = firstBy(
    ports.filter(({ nodePort }) => nodePort),
    ({ port }) => port,
  );
  for (const [i, port] of ports.entries()) {
    if (!port.nodePort && !allocatesNodePorts(service.spec)) continue;
    const sibling = given.get(port.port);
    if (sibling === undefined) {
      const asked = asking(port.port)?.nodePort;
      if (asked !== undefined) take(service, i, asked, range);
      port.nodePort = asked ?? next(range);
      given.set(port.port, port.nodePort);
    } else if (!port.nodePort) {
      port.nodePort = sibling;
    } else if (port.nodePort !== sibling) {
      take(service, i, port.nodePort, range);
    }
  }
}

function allocateChanged(service: Service, own: Set<number>, range: PortRange): void {
  const seen = new Set<string>();
  for (const [i, port] of (service.spec.ports ?? []).entries()) {
    if (!port.nodePort && !allocatesNodePorts(service.spec)) continue;
    if (!port.nodePort) port.nodePort = next(range);
    else if (!own.has(port.nodePort)) take(service, i, port.nodePort, range);
    own.add(port.nodePort);
    const key = `{${port.protocol} ${port.nodePort}}`;
    if (seen.has(key)) throw unexpectedError(`duplicate nodePort: ${key}`);
    seen.add(key);
  }
}

function allocateHealthCheck(spec: ServiceSpec, range: PortRange): void {
  const { healthCheckNodePort: asked = 0 } = spec;
  if (asked === 0) {
    spec.healthCheckNodePort = next(range);
    return;
  }
  const problem = range.take(asked);
  if (problem !== undefined) {
    throw internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${problem}`);
  }
}

function allocatesNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || allocateLoadBalancerNodePorts === true;
}

function take(service: Service, i: number, nodePort: number, range: PortRange): void {
  const problem = range.take(nodePort);
  if (problem !== undefined) throw refuse(service, `spec.ports[${i}].nodePort`, nodePort, problem);
}

function next(range: PortRange): number {
  const nodePort = range.next();
  if (nodePort === undefined) throw internalError('failed to allocate a nodePort: range is full');
  return nodePort;
}

/** The ports at the nodes that a service has. */
export function nodePortsOf({ ports = [], healthCheckNodePort = 0 }: ServiceSpec): number[] {
  const numberOf = ({ nodePort = 0 }: ServicePort): number => nodePort;
  return [...ports.map(numberOf), healthCheckNodePort].filter((port) => port !== 0);
}
