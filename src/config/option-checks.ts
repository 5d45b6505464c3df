import { isIP } from 'node:net';
import { isLoopback, parseIPAddress } from '../apimachinery/ip-address.ts';
import { isDNS1123Subdomain } from '../apimachinery/validation/dns-names.ts';
import { LOG_LEVELS } from '../process/log-level.ts';
import { ACCESS_CHECKS } from './access-checks.ts';
import { ADMISSION_CHECKS } from './admission-options.ts';
import { type Check, integerFrom, ofType, shown } from './check.ts';
import { CONTROLLERS, type ServerOptions } from './server-options.ts';

// The longest delay of a timer.
const MAX_DELAY_MS = 2 ** 31 - 1;

const CHECKS: ReadonlyMap<string, Check> = new Map<keyof ServerOptions, Check>([
  ['bindAddress', bindAddressProblem],
  ['port', integerFrom(0, 65_535, 'a port')],
  ['allowedHosts', hostsProblem],
  ['corsAllowedOrigins', originsProblem],
  ['store', ofType('string')],
  ['quotaBackendBytes', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of bytes')],
  ['watchHistoryEvents', integerFrom(1, Number.MAX_SAFE_INTEGER, 'a number of events')],
  ['watchHistoryBytes', integerFrom(1, Number.MAX_SAFE_INTEGER, 'a number of bytes')],
  ['maxObjectBytes', integerFrom(1, Number.MAX_SAFE_INTEGER, 'a number of bytes')],
  ['maxRequestsInflight', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of requests')],
  ['maxMutatingRequestsInflight', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of requests')],
  ['maxInflightBodyBytes', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of bytes')],
  ['maxWatches', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of watches')],
  ['maxConnections', integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of connections')],
  ['selfLink', ofType('boolean')],
  ['garbageCollector', ofType('boolean')],
  ['controllers', controllersProblem],
  ['criSocket', socketProblem],
  ['cniConfDir', directoryProblem],
  ['cniBinDir', directoriesProblem],
  [
    'networkPlugin',
    (value) => (value === '' || value === 'cni' ? undefined : `${shown(value)} is neither "" nor "cni"`),
  ],
  ['nodeName', nodeNameProblem],
  ['logLevel', logLevelProblem],
  ['eventTtlMs', integerFrom(1, Number.MAX_SAFE_INTEGER, 'a number of milliseconds')],
  ['requestTimeoutMs', integerFrom(1, MAX_DELAY_MS, 'a number of milliseconds')],
  ['shutdownGraceMs', integerFrom(0, MAX_DELAY_MS, 'a number of milliseconds')],
  ['now', ofType('function')],
  ['randomUUID', ofType('function')],
  ...ACCESS_CHECKS,
  ...ADMISSION_CHECKS,
]);

/** What is wrong with an option, or undefined: with its name, or with its value. */
export function optionProblem(option: string, value: unknown): string | undefined {
  const check = CHECKS.get(option);
  return check === undefined ? 'there is no such option' : check(value);
}

/** The path of a socket that is named as `unix:///run/podledger/cri.sock` or by its path. */
export function socketPath(socket: string): string {
  return socket.replace(/^unix:\/\/(?=\/)/, '');
}

function logLevelProblem(value: unknown): string | undefined {
  if ((LOG_LEVELS as readonly unknown[]).includes(value)) return undefined;
  return `${shown(value)} is not one of ${LOG_LEVELS.join(', ')}`;
}

// As the kubelet's --container-runtime-endpoint; a path alone will do, too.
const SOCKET = /^(unix:\/\/)?\/([^\0]*[^\0/])$/;

// The path of a socket with the zero byte that ends it, in the system calls of Linux and of macOS.
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

function socketProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !SOCKET.test(value)) {
    return `${shown(value)} is not a socket such as unix:///run/podledger/cri.sock`;
  }
  const length = Buffer.byteLength(socketPath(value));
  return length > MAX_SOCKET_PATH
    ? `its path has ${length} bytes, and a socket's has ${MAX_SOCKET_PATH} at most`
    : undefined;
}

function directoryProblem(value: unknown): string | undefined {
  return typeof value === 'string' && /^[^\0]+$/.test(value) ? undefined : `${shown(value)} is not a directory`;
}

function controllersProblem(value: unknown): string | undefined {
  // A dash turns one off that runs by default.
  const names: readonly unknown[] = CONTROLLERS.flatMap((name) => [name, `-${name}`]);
  if (!Array.isArray(value)) return `${shown(value)} is not a list of controllers`;
  const unknown = value.filter((name) => !names.includes(name));
  return unknown.length === 0 ? undefined : `${shown(unknown[0])} is none of ${CONTROLLERS.join(', ')}`;
}

function directoriesProblem(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return `${shown(value)} is not a list of directories`;
  return value.map(directoryProblem).find((problem) => problem !== undefined);
}

function nodeNameProblem(value: unknown): string | undefined {
  // A pod's spec.nodeName is checked like this, too.
  return typeof value === 'string' && isDNS1123Subdomain(value).length === 0
    ? undefined
    : `${shown(value)} is not the name of a node`;
}

function bindAddressProblem(value: unknown): string | undefined {
  const family = typeof value === 'string' ? isIP(value) : 0;
  if (typeof value !== 'string' || family === 0) return `${shown(value)} is not an IP address (such as 127.0.0.1)`;
  const address = parseIPAddress(value);
  if (address !== undefined && isLoopback(address)) return undefined;
  return `${value} is not a loopback address, and without TLS (not supported by this version) whoever is on the way sees every token and secret; use 127.0.0.1 or ::1`;
}

// Docker's names of services have underscores, too.
const HOST = /^(\*\.)?[a-z\d_-]+(\.[a-z\d_-]+)*$/i;

function hostsProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return `${shown(value)} is not a list of hosts`;
  const wrong = value.find((host) => typeof host !== 'string' || (isIP(host) === 0 && !HOST.test(host)));
  return wrong === undefined ? undefined : `${shown(wrong)} is not a host without a port, such as pods.example.com`;
}

/** kube-apiserver's rule: what is not tied to both ends of the host lets in the names of others. */
function originsProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return `${shown(value)} is not a list of regular expressions`;
  const isTied = (pattern: unknown): boolean =>
    typeof pattern === 'string' && /\^|\/\//.test(pattern) && /[$:]/.test(pattern);
  const wrong = value.find((pattern) => !isTied(pattern));
  return wrong === undefined
    ? undefined
    : `${shown(wrong)} does not pin to start/end of host in the origin header, as //example\\.com(:|$) does`;
}
