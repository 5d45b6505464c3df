import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { ServedPlugin } from './admission/plugin-names.ts';
import { type AccessConfig, completeAccess, isAboutAccess } from './config/access-config.ts';
import type { AccessOptions } from './config/access-options.ts';
import { type AdmissionOptions, admissionPlugins } from './config/admission-options.ts';
import { optionProblem, socketPath } from './config/option-checks.ts';
import { CONTROLLERS, type ControllerName, type ServerOptions } from './config/server-options.ts';
import type { LogLevel } from './process/log-level.ts';
import { GIT_VERSION, VERSION } from './process/version.ts';
import { parseStoreSpec, type StoreSpec } from './storage/open-store.ts';

/** All that a server needs to know; every field has a value. */
export interface Config {
  readonly bindAddress: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly allowedHosts: readonly string[];
  /** Regular expressions in the syntax of Go, which nobody has read yet. */
  readonly corsAllowedOrigins: readonly string[];
  /** Undefined where nobody is asked who they are, and everybody may do everything. */
  readonly access: AccessConfig | undefined;
  /** In their order. */
  readonly admissionPlugins: readonly ServedPlugin[];
  readonly store: StoreSpec;
  readonly quotaBackendBytes: number;
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
  readonly eventTtlMs: number;
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
 * The quota of a store on disk is etcd's. The limits of what is in flight are those of kube-apiserver and etcd where these have them. Bodies in flight take a few times
 * their own size while they are decoded, so that 64 MiB of them keep within 300 MiB. An idle watch takes 14 KB, so that
 * 20,000 of them take as much; a client has more connections than watches.
 */
export const DEFAULTS = {
  bindAddress: '127.0.0.1',
  port: 8080,
  store: 'memory',
  quotaBackendBytes: 2 * 1024 * 1024 * 1024,
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
  eventTtlMs: 3_600_000,
  requestTimeoutMs: 60_000,
  shutdownGraceMs: 60_000,
} as const satisfies ServerOptions;

/** Checks options and fills in the defaults: the one place that does either. */
export function completeConfig(options: ServerOptions): ConfigResult {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [option, value] of given) {
    const problem = optionProblem(option, value);
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
    ...Object.fromEntries(given.filter(([option]) => !isAboutAccess(option))),
  } as CompleteOptions;
  const store = parseStoreSpec(complete.store);
  if (!store.ok) return { ok: false, option: 'store', problem: store.error };
  const access = completeAccess(options);
  if (!access.ok) return access;
  const admission = admissionPlugins(options);
  if (!admission.ok) return admission;
  const requestLog = complete.logLevel === 'debug' || complete.logLevel === 'trace';
  return {
    ok: true,
    config: {
      ...complete,
      access: access.access,
      controllers: controllersOf(complete.controllers, access.access),
      admissionPlugins: admission.plugins,
      store: store.spec,
      quotaBackendBytes: complete.quotaBackendBytes === 0 ? DEFAULTS.quotaBackendBytes : complete.quotaBackendBytes,
      criSocket: complete.criSocket === undefined ? undefined : socketPath(complete.criSocket),
      reportsNode: options.nodeName !== undefined,
      cniConfDir: resolve(complete.cniConfDir),
      cniBinDir: complete.cniBinDir.map((directory) => resolve(directory)),
      requestLog,
      version: VERSION,
      gitVersion: GIT_VERSION,
    },
  };
}

/** The controllers that run: those that are named, and those that run by default and are not turned off. */
function controllersOf(
  named: CompleteOptions['controllers'],
  access: AccessConfig | undefined,
): readonly ControllerName[] {
  // Without it, the roles that everybody uses give nobody any right.
  const byDefault = access?.authorizationMode.includes('RBAC') === true ? ['clusterrole-aggregation-controller'] : [];
  const wanted: ReadonlySet<string> = new Set([...named, ...byDefault]);
  return CONTROLLERS.filter((name) => wanted.has(name) && !wanted.has(`-${name}`));
}

type CompleteOptions = {
  readonly [Option in Exclude<
    keyof ServerOptions,
    'criSocket' | keyof AccessOptions | keyof AdmissionOptions
  >]-?: Exclude<ServerOptions[Option], undefined>;
} & Pick<Config, 'criSocket'>;
