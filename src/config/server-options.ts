import type { LogLevel } from '../process/log-level.ts';
import type { AccessOptions } from './access-options.ts';
import type { AdmissionOptions } from './admission-options.ts';

/** The controllers of a cluster that can run here, too, as kube-controller-manager calls them. */
export const CONTROLLERS = [
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'clusterrole-aggregation-controller',
] as const;
/** A controller that kube-controller-manager has and that can run here, too. */
export type ControllerName = (typeof CONTROLLERS)[number];

/** What a server can be told; whatever is left out (or undefined) takes its default. */
export interface ServerOptions extends AccessOptions, AdmissionOptions {
  /** The IP address to listen on. Only a loopback address, as long as there is no TLS. Default 127.0.0.1. */
  readonly bindAddress?: string | undefined;
  /** The port of plain HTTP; 0 takes any free one. Default 8080 for the command, 0 for `startServer`. */
  readonly port?: number | undefined;
  /** The hosts that requests may name beside this machine's: names, IP addresses, or `*.example.com`. Default none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The origins whose pages may use the server, as kube-apiserver's `--cors-allowed-origins` has them. Default none. */
  readonly corsAllowedOrigins?: readonly string[] | undefined;
  /** Where objects are kept: `memory`, or `lmdb:DIR` for a directory that is made where it is not there. Default `memory`. */
  readonly store?: string | undefined;
  /** How many bytes a store on disk may take; 0 takes the default. Default 2 GiB, etcd's. */
  readonly quotaBackendBytes?: number | undefined;
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
  /**
   * The controllers of a cluster that run here, too. Default none, and with the authorization mode RBAC
   * `clusterrole-aggregation-controller`, unless it is named with a dash before it.
   */
  readonly controllers?: readonly (ControllerName | `-${ControllerName}`)[] | undefined;
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
  /** After how many milliseconds Events go by themselves, in whole seconds. Default 3,600,000: an hour. */
  readonly eventTtlMs?: number | undefined;
  /** For how many milliseconds a stop waits for requests in flight before it cuts them. Default 60,000. */
  readonly shutdownGraceMs?: number | undefined;
  /** The clock, in milliseconds since 1970 in UTC. Default the system's. */
  readonly now?: (() => number) | undefined;
  /** Makes the uids of objects and the ids of audits. Default `crypto.randomUUID`. */
  readonly randomUUID?: (() => string) | undefined;
}
