import type { ServerOptions } from '../config.ts';
import { type Parsed, parseBoolean, parseByteCount, parseDuration, parseInteger, parseText } from './values.ts';

/** What the command line says about the server, and about what else the command does. */
export interface CommandLineOptions extends ServerOptions {
  /** The file that gets a kubeconfig once the server listens. */
  readonly writeKubeconfig?: string | undefined;
}

/** One flag. Parsing, `--help` and the environment variables all follow from these. */
export interface Flag {
  /** As it is written, without the dashes. */
  readonly name: string;
  /** What stands for the value in `--help`; a flag without one is a boolean, and present means true. */
  readonly value: string | undefined;
  readonly help: string;
  readonly option: keyof CommandLineOptions;
  /** Reads the value from text. Whether it is in range is for `completeConfig` to say. */
  readonly parse: (text: string) => Parsed<string | number | boolean>;
}

/** The flags that set something, in the order of `--help`. */
export const FLAGS: readonly Flag[] = [
  {
    name: 'bind-address',
    value: 'IP',
    help: 'The IP address to listen on, 127.0.0.1 by default. Since nothing is authorized, it has to be a loopback address.',
    option: 'bindAddress',
    parse: parseText,
  },
  {
    name: 'port',
    value: 'PORT',
    help: 'The port of plain HTTP, 8080 by default. As long as there is no secure port, 0 takes any free port.',
    option: 'port',
    parse: parseInteger,
  },
  {
    name: 'store',
    value: 'STORE',
    help: 'Where objects are kept: memory (the default), until the server stops.',
    option: 'store',
    parse: parseText,
  },
  {
    name: 'watch-history-events',
    value: 'COUNT',
    help: 'How many of the newest writes are kept for watches that resume and lists that continue, 10000 by default.',
    option: 'watchHistoryEvents',
    parse: parseInteger,
  },
  {
    name: 'watch-history-bytes',
    value: 'BYTES',
    help: 'How many bytes those writes may hold, 16Mi by default.',
    option: 'watchHistoryBytes',
    parse: parseByteCount,
  },
  {
    name: 'self-link',
    value: undefined,
    help: 'Whether an answer that is one object carries metadata.selfLink, true by default. Kubernetes since 1.20 answers as with --self-link=false.',
    option: 'selfLink',
    parse: parseBoolean,
  },
  {
    name: 'write-kubeconfig',
    value: 'FILE',
    help: 'Writes a kubeconfig for this server, once it listens. A file with access to other clusters is not replaced.',
    option: 'writeKubeconfig',
    parse: parseText,
  },
  {
    name: 'request-timeout',
    value: 'DURATION',
    help: 'When a request that is not a watch is answered with a timeout, 1m0s by default.',
    option: 'requestTimeoutMs',
    parse: parseDuration,
  },
  {
    name: 'log-level',
    value: 'LEVEL',
    help: 'The least grave lines that are logged: trace, debug, info (the default), warn, error, fatal or silent. Requests are logged from debug on.',
    option: 'logLevel',
    parse: parseText,
  },
];

/** The flags of the product whose capability this version does not have: refused by name, so that nothing is silently left out. */
export const UNSUPPORTED_FLAGS: readonly string[] = [
  'secure-port',
  'tls-cert-file',
  'tls-private-key-file',
  'client-ca-file',
  'token-auth-file',
  'authorization-mode',
  'enable-admission-plugins',
  'garbage-collector',
  'cri-socket',
  'cni-conf-dir',
  'cni-bin-dir',
  'network-plugin',
  'node-name',
];

/** The environment variable of a flag: PODLEDGER_WATCH_HISTORY_EVENTS for `watch-history-events`. */
export function variableOf(flag: string): string {
  return `PODLEDGER_${flag.toUpperCase().replaceAll('-', '_')}`;
}
