import type { ContainerPort } from '../../../../../schemas/core/v1/container-port.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { goQuote } from '../../../../apimachinery/go-quote.ts';
import { containersWithPaths } from '../containers.ts';

interface PlacedPort {
  readonly port: ContainerPort;
  readonly path: FieldPath;
}

/** Warnings of ports that stand twice, in one container or in two, and of host IPs without effect. */
export function portWarnings(spec: PodSpec, path: FieldPath): string[] {
  const ports = containersWithPaths(spec, path).flatMap(([{ ports: list = [] }, at]) =>
    list.map((port, i) => ({ port, path: at.child('ports').index(i) })),
  );
  return [...definitionWarnings(ports), ...nameWarnings(ports)];
}

function definitionWarnings(ports: readonly PlacedPort[]): string[] {
  const warnings: string[] = [];
  const seen = new Map<string, PlacedPort[]>();
  for (const placed of ports) {
    const { port, path } = placed;
    if (port.hostIP !== undefined && !port.hostPort)
      warnings.push(`${path}: hostIP set without hostPort: ${shown(port)}`);
    const key = `${port.containerPort}/${port.protocol}`;
    const others = seen.get(key) ?? [];
    for (const other of others) {
      const clash = clashOf(port, other.port);
      if (clash !== undefined) warnings.push(`${path}: ${clash} port definition with ${other.path}`);
    }
    seen.set(key, [...others, placed]);
  }
  return warnings;
}

function clashOf(a: ContainerPort, b: ContainerPort): string | undefined {
  const sameHostPort = (a.hostPort ?? 0) === (b.hostPort ?? 0);
  const sameHostIP = (a.hostIP ?? '') === (b.hostIP ?? '');
  if (sameHostPort && sameHostIP) return 'duplicate';
  if (!a.hostPort || !b.hostPort) return 'overlapping';
  // With and without a host IP on the same host port: which one gets the traffic is not defined.
  const oneWithoutHostIP = (a.hostIP === undefined) !== (b.hostIP === undefined);
  return sameHostPort && oneWithoutHostIP ? 'dangerously ambiguous' : undefined;
}

function nameWarnings(ports: readonly PlacedPort[]): string[] {
  const warnings: string[] = [];
  const first = new Map<string, FieldPath>();
  for (const { port, path } of ports) {
    const { name = '' } = port;
    if (name === '') continue;
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
    } else {
      const used = `services and probes that select ports by name will use ${other}`;
      warnings.push(`${path}: duplicate port name ${goQuote(name)} with ${other}, ${used}`);
    }
  }
  return warnings;
}

// As kube-apiserver shows it, by the names of its own type.
function shown({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}
