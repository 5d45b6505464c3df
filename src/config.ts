import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isLoopback, parseIPAddress } from './apimachinery/ip-address.ts';
import { isDNS1123Subdomain } from './apimachinery/validation/dns-names.ts';
import { LOG_LEVELS, type LogLevel } from './process/log-level.ts';
import { GIT_VERSION, VERSION } from './process/version.ts';
import { parseStoreSpec, type StoreSpec } from './storage/open-store.ts';

const CONTROLLERS = ['serviceaccount-controller', 'root-ca-certificate-publisher-controller'] as const;
/** A controller that kube-controller-manager has and that can run here, too. */
export type ControllerName = (typeof CONTROLLERS)[number];

/** What a server can be told; whatever is left out (or undefined) takes its default. */
export interface ServerOptions {
  /** The IP address to listen on. Only a loopback address, since nothing is authorized. Default 127.0.0.1. */
  readonly bindAddress?: string | undefined;
  /** The port of plain HTTP; 0 takes any free one. Default 8080 for the command, 0 for `startServer`. */
  readonly port?: number | undefined;
  /** The hosts that requests may name beside this machine's: names, IP addresses, or `*.example.com`. Default none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The origins whose pages may use the server, as kube-apiserver's `--cors-allowed-origins` has them. Default none. */
  readonly corsAllowedOrigins?: readonly string[] | undefined;
  /** Where objects are kept, as `--store` names it. Default `memory`. */
  readonly store?: string | undefined;
  /** How many of the newest writes are kept for watches that resume and lists that continue. Default 10,000. */
  readonly watchHistoryEvents?: number | undefined;
  /** How many bytes those writes may hold. Default 16 MiB. */
  readonly watchHistoryBytes?: number | undefined;
  /** The largest object that is stored, in bytes of its key and its JSON text. Default 1.5 MiB, etcd's limit. */
  readonly maxObjectBytes?: number | undefined;
  /** How many requests that read may be in flight, watches apart; 0 for any number. Default 400. */
  readonly maxRequestsInflight?: number | undefined;
  /** How many requests that write may be in flight; 0 for any number. Default 200. */
  readonly maxMutatingRequestsInflight?: number | undefined;
  /** How many bytes may be in memory of the bodies of requests in flight; 0 for any number. Default 64 MiB. */
  readonly maxInflightBodyBytes?: number | undefined;
  /** How many watches may be open; 0 for any number. Default 20,000. */
  readonly maxWatches?: number | undefined;
  /** How many connections may be open; 0 for any number. Default 30,000. */
  readonly maxConnections?: number | undefined;
  /** Whether objects and lists are answered with `metadata.selfLink`. Default true. */
  readonly selfLink?: boolean | undefined;
  /** Whether objects whose owners are gone are deleted, as a cluster's garbage collector does. Default false. */
  readonly garbageCollector?: boolean | undefined;
  /** The controllers of a cluster that give each namespace what it has there. Default none. */
  readonly controllers?: readonly ControllerName[] | undefined;
  /** The socket on which the container runtime interface is answered: `unix:///run/podledger/cri.sock`. Default none. */
  readonly criSocket?: string | undefined;
  /** The directory of the CNI networks' configurations. Default /etc/cni/net.d. */
  readonly cniConfDir?: string | undefined;
  /** The directories of the CNI plugins; the server only tells them. Default /opt/cni/bin. */
  readonly cniBinDir?: readonly string[] | undefined;
  /** Where the network's state comes from: CNI configurations, or with '' nowhere, and it is always ready. Default `cni`. */
  readonly networkPlugin?: '' | 'cni' | undefined;
  /** The node whose pods the container runtime interface tells of. Default the machine's name. */
  readonly nodeName?: string | undefined;
  /** How much is logged; requests are from `debug` on. Default `info` for the command, `silent` for `startServer`. */
  readonly logLevel?: LogLevel | undefined;
  /** After how many milliseconds a request that is not a watch is answered 504. Default 60,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** For how many milliseconds a stop waits for requests in flight before it cuts them. Default 60,000. */
  readonly shutdownGraceMs?: number | undefined;
  /** The clock, in milliseconds since 1970 in UTC. Default the system's. */
  readonly now?: (() => number) | undefined;
  /** Makes the uids of objects and the ids of audits. Default `crypto.randomUUID`. */
  readonly randomUUID?: (() => string) | undefined;
}

/** All that a server needs to know; every field has a value. */
export interface Config {
  readonly bindAddress: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  /** Regular expressions in the syntax of Go, which nobody has read yet. */
  readonly corsAllowedOrigins: readonly string[];
  readonly store: StoreSpec;
  readonly watchHistoryEvents: number;
  readonly watchHistoryBytes: number;
  readonly maxObjectBytes: number;
  readonly maxRequestsInflight: number;
  readonly maxMutatingRequestsInflight: number;
  readonly maxInflightBodyBytes: number;
  readonly maxWatches: number;
  readonly maxConnections: number;
  readonly selfLink: boolean;
  readonly garbageCollector: boolean;
  readonly controllers: readonly ControllerName[];
  /** The path of the socket; undefined leaves the container runtime interface out. */
  readonly criSocket: string | undefined;
  /** An absolute path. */
  readonly cniConfDir: string;
  /** Absolute paths. */
  readonly cniBinDir: readonly string[];
  readonly networkPlugin: '' | 'cni';
  readonly nodeName: string;
  /** Whether the node was named: only then is its state reported to the Node of that name. */
  readonly reportsNode: boolean;
  readonly logLevel: LogLevel;
  /** Whether each request is logged: it costs a PUT a quarter of its rate. */
  readonly requestLog: boolean;
  readonly requestTimeoutMs: number;
  readonly shutdownGraceMs: number;
  /** The version of this package. */
  readonly version: string;
  /** What `/version` answers as `gitVersion`. */
  readonly gitVersion: string;
  readonly now: () => number;
  readonly randomUUID: () => string;
}

/** Rejects the start of a server with an option that turns out to be wrong only then. */
export class OptionError extends Error {
  readonly option: keyof ServerOptions;
  readonly problem: string;

  constructor(option: keyof ServerOptions, problem: string) {
    super(`${option}: ${problem}`);
    this.name = 'OptionError';
    this.option = option;
    this.problem = problem;
  }
}

/** A total Config, or the first option that is wrong and what is wrong with it. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly option: string; readonly problem: string };

/**
 * The defaults of the options that are plain values.
 *
 * The history is sized for memory: the status of a pod takes about 1.5 KB a write, so that 10,000 writes fill the 16 MiB
 * and a server of 10,000 pods keeps well below 300 MiB. That is ten seconds of 1,000 writes a second, which is longer
 * than a watch takes to reconnect. Both timeouts are that of kube-apiserver's `--request-timeout`: whatever a client may
 * wait for while the server runs, it may wait for while it stops.
 *
 * The limits of what is in flight are those of kube-apiserver and etcd where these have them. Bodies in flight take a few times
 * their own size while they are decoded, so that 64 MiB of them keep within 300 MiB. An idle watch takes 14 KB, so that
 * 20,000 of them take as much; a client has more connections than watches.
 */
export const DEFAULTS = {
  bindAddress: '127.0.0.1',
  port: 8080,
  store: 'memory',
  watchHistoryEvents: 10_000,
  watchHistoryBytes: 16 * 1024 * 1024,
  maxObjectBytes: 1.5 * 1024 * 1024,
  maxRequestsInflight: 400,
  maxMutatingRequestsInflight: 200,
  maxInflightBodyBytes: 64 * 1024 * 1024,
  maxWatches: 20_000,
  maxConnections: 30_000,
  selfLink: true,
  garbageCollector: false,
  cniConfDir: '/etc/cni/net.d',
  cniBinDir: ['/opt/cni/bin'],
  networkPlugin: 'cni',
  logLevel: 'info',
  requestTimeoutMs: 60_000,
  shutdownGraceMs: 60_000,
} as const satisfies ServerOptions;

/** Checks options and fills in the defaults: the one place that does either. */
export function completeConfig(options: ServerOptions): ConfigResult {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [option, value] of given) {
    const check = CHECKS.get(option);
    const problem = check === undefined ? 'there is no such option' : check(value);
    if (problem !== undefined) return { ok: false, option, problem };
  }
  // Checked above, field by field.
  const complete = {
    now: () => Date.now(),
    randomUUID: () => randomUUID(),
    allowedHosts: [],
    corsAllowedOrigins: [],
    controllers: [],
    criSocket: undefined,
    nodeName: hostname().toLowerCase(),
    ...DEFAULTS,
    ...Object.fromEntries(given),
  } as CompleteOptions;
  const store = parseStoreSpec(complete.store);
  if (!store.ok) return { ok: false, option: 'store', problem: store.error };
  const requestLog = complete.logLevel === 'debug' || complete.logLevel === 'trace';
  return {
    ok: true,
    config: {
      ...complete,
      store: store.spec,
      criSocket: complete.criSocket?.replace(SOCKET_SCHEME, ''),
      reportsNode: options.nodeName !== undefined,
      cniConfDir: resolve(complete.cniConfDir),
      cniBinDir: complete.cniBinDir.map((directory) => resolve(directory)),
      requestLog,
      version: VERSION,
      gitVersion: GIT_VERSION,
    },
  };
}

type CompleteOptions = {
  readonly [Option in Exclude<keyof ServerOptions, 'criSocket'>]-?: Exclude<ServerOptions[Option], undefined>;
} & Pick<Config, 'criSocket'>;

// What is wrong with a value, or undefined.
type Check = (value: unknown) => string | undefined;

// The longest delay of a timer.
const MAX_DELAY_MS = 2 ** 31 - 1;

const CHECKS: ReadonlyMap<string, Check> = new Map<keyof ServerOptions, Check>([
  ['bindAddress', bindAddressProblem],
  ['port', integerFrom(0, 65_535, 'a port')],
  ['allowedHosts', hostsProblem],
  ['corsAllowedOrigins', originsProblem],
  ['store', ofType('string')],
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
  ['requestTimeoutMs', integerFrom(1, MAX_DELAY_MS, 'a number of milliseconds')],
  ['shutdownGraceMs', integerFrom(0, MAX_DELAY_MS, 'a number of milliseconds')],
  ['now', ofType('function')],
  ['randomUUID', ofType('function')],
]);

function integerFrom(least: number, most: number, what: string): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `${shown(value)} is not ${what} (${least} to ${most})`;
}

function ofType(type: 'string' | 'boolean' | 'function'): Check {
  return (value) => (typeof value === type ? undefined : `${shown(value)} is not a ${type}`);
}

function logLevelProblem(value: unknown): string | undefined {
  if ((LOG_LEVELS as readonly unknown[]).includes(value)) return undefined;
  return `${shown(value)} is not one of ${LOG_LEVELS.join(', ')}`;
}

// As the kubelet's --container-runtime-endpoint; a path alone will do, too.
const SOCKET_SCHEME = /^unix:\/\/(?=\/)/;
const SOCKET = /^(unix:\/\/)?\/([^\0]*[^\0/])$/;

// The path of a socket with the zero byte that ends it, in the system calls of Linux and of macOS.
const MAX_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

function socketProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !SOCKET.test(value)) {
    return `${shown(value)} is not a socket such as unix:///run/podledger/cri.sock`;
  }
  const length = Buffer.byteLength(value.replace(SOCKET_SCHEME, ''));
  return length > MAX_SOCKET_PATH
    ? `its path has ${length} bytes, and a socket's has ${MAX_SOCKET_PATH} at most`
    : undefined;
}

function directoryProblem(value: unknown): string | undefined {
  return typeof value === 'string' && /^[^\0]+$/.test(value) ? undefined : `${shown(value)} is not a directory`;
}

function controllersProblem(value: unknown): string | undefined {
  const names: readonly unknown[] = CONTROLLERS;
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
  return `${value} is not a loopback address, and without --authorization-mode (not supported by this version) whoever reaches the server may do everything; use 127.0.0.1 or ::1`;
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

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
