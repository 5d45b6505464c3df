import type { AllocationSource } from '../../../../registry/definition/allocation.ts';

/** The first of the ports of nodes that services may have, as kube-apiserver's `--service-node-port-range` has them. */
export const FIRST_PORT = 30_000;
/** The last of them. */
export const LAST_PORT = 32_767;
// The lower ones are for those who ask for a certain one (KEP-3668).
const RESERVED = 86;
const ATTEMPTS = 20;

const ALLOCATED = 'provided port is already allocated';

/** The ports of nodes, of which some are taken. */
export interface PortRange {
  /** Takes a certain port; returns why that cannot be, or undefined. */
  take(port: number): string | undefined;
  /** Takes a port by chance; one of the lower ones only where no other is left, undefined where none is. */
  next(): number | undefined;
}

/** Makes the range of ports of which `used` are taken. */
export function portRange(used: readonly number[], random: Pick<AllocationSource<unknown>, 'randomInt'>): PortRange {
  const taken = new Set(used);
  return {
    take(port) {
      if (port < FIRST_PORT || port > LAST_PORT) {
        return `provided port is not in the valid range. The range of valid ports is ${FIRST_PORT}-${LAST_PORT}`;
      }
      if (taken.has(port)) return ALLOCATED;
      taken.add(port);
      return undefined;
    },
    next() {
      const port = freePort(taken, random);
      if (port !== undefined) taken.add(port);
      return port;
    },
  };
}

/**
 * The same where nothing is going to be stored. kube-apiserver then looks for no free port: who asks for none is shown the one
 * after those that the service has been given, beginning with one above the range, and who asks may be out of it.
 */
export function dryRunPortRange(used: readonly number[]): PortRange {
  const taken = new Set(used);
  let last: number | undefined;
  const give = (port: number): void => {
    taken.add(port);
    last = Math.max(last ?? 0, port);
  };
  return {
    take(port) {
      if (taken.has(port)) return ALLOCATED;
      give(port);
      return undefined;
    },
    next() {
      const port = (last ?? LAST_PORT + 1) + 1;
      give(port);
      return port;
    },
  };
}

function freePort(
  taken: ReadonlySet<number>,
  random: Pick<AllocationSource<unknown>, 'randomInt'>,
): number | undefined {
  const size = LAST_PORT - FIRST_PORT + 1;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = FIRST_PORT + RESERVED + random.randomInt(size - RESERVED);
    if (!taken.has(port)) return port;
  }
  for (let i = 0; i < size; i += 1) {
    const port = FIRST_PORT + ((i + RESERVED) % size);
    if (!taken.has(port)) return port;
  }
  return undefined;
}
