import type { ContainerPort } from '../../../../../schemas/core/v1/container-port.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { goQuote } from '../../../../apimachinery/go-quote.ts';
import { MOST_WARNINGS } from '../../../../apimachinery/warnings.ts';
import { containersWithPaths } from '../containers.ts';

interface PlacedPort {
  readonly port: ContainerPort;
  readonly path: FieldPath;
  /** How many ports of the pod stand before it. */
  readonly position: number;
}

const NONE: readonly PlacedPort[] = [];

/** Warnings of ports that stand twice, in one container or in two, and of host IPs without effect. */
export function portWarnings(spec: PodSpec, path: FieldPath): string[] {
  const ports = containersWithPaths(spec, path)
    .flatMap(([{ ports: list = [] }, at]) => list.map((port, i) => ({ port, path: at.child('ports').index(i) })))
    .map((placed, position) => ({ ...placed, position }));
  return [...definitionWarnings(ports), ...nameWarnings(ports)];
}

function definitionWarnings(ports: readonly PlacedPort[]): string[] {
  const warnings: string[] = [];
  const seen = new Map<string, PlacedPort[]>();
  for (const placed of ports) {
    const { port, path } = placed;
    if (port.hostIP !== undefined && !port.hostPort)
      warnings.push(`${path}: hostIP set without hostPort: ${shown(port)}`);
    const groups = groupsOf(port);
    const others = groups.clashing.flatMap((group) => seen.get(group) ?? NONE);
    if (groups.clashing.length > 1) others.sort((a, b) => a.position - b.position);
    for (const other of others)
      warnings.push(`${path}: ${clashOf(port, other.port)} port definition with ${other.path}`);
    // There may be as many as the square of the ports, each different.
    if (warnings.length > MOST_WARNINGS) break;
    for (const group of groups.own) {
      const members = seen.get(group);
      if (members === undefined) seen.set(group, [placed]);
      else members.push(placed);
    }
  }
  return warnings;
}

/** The groups of ports that a port belongs to, and those whose members, of which there are none in two of them, clash with it. */
function groupsOf({ containerPort, protocol, hostPort, hostIP }: ContainerPort): {
  readonly own: readonly string[];
  readonly clashing: readonly string[];
} {
  const all = `${containerPort}/${protocol}`;
  const unhosted = `${all} on no port of the host`;
  if (!hostPort) return { own: [all, unhosted], clashing: [all] };
  const hosted = `${all} on ${hostPort}`;
  const anywhere = `${hosted} of any IP`;
  if (hostIP === undefined) return { own: [all, hosted, anywhere], clashing: [unhosted, hosted] };
  const there = `${hosted} of ${hostIP}`;
  return { own: [all, hosted, there], clashing: [unhosted, anywhere, there] };
}

function clashOf(a: ContainerPort, b: ContainerPort): string {
  const sameHostPort = (a.hostPort ?? 0) === (b.hostPort ?? 0);
  const sameHostIP = (a.hostIP ?? '') === (b.hostIP ?? '');
  if (sameHostPort && sameHostIP) return 'duplicate';
  // With and without a host IP on the same host port: which one gets the traffic is not defined.
  return a.hostPort && b.hostPort ? 'dangerously ambiguous' : 'overlapping';
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
