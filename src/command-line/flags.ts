import { ACCESS_FLAGS } from './access-flags.ts';
import { ADMISSION_FLAGS } from './admission-flags.ts';
import type { Flag } from './flag.ts';
import { parseBoolean, parseByteCount, parseDuration, parseInteger, parseList, parseText } from './values.ts';

/** The flags that set something, in the order of `--help`. */
export const FLAGS: readonly Flag[] = [
  {
    name: 'bind-address',
    value: 'IP',
    help: 'The IP address to listen on, 127.0.0.1 by default. As long as there is no TLS, it has to be a loopback address.',
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
    name: 'allowed-hosts',
    value: 'HOSTS',
    help: "The hosts that requests may name beside this machine's loopback names and addresses, with commas between several: names, IP addresses, or *.example.com; none by default.",
    option: 'allowedHosts',
    parse: parseList,
  },
  {
    name: 'cors-allowed-origins',
    value: 'PATTERNS',
    help: "The origins, beside the server's own, whose web pages may use the server: regular expressions such as //example\\.com(:|$), with commas between several; none by default.",
    option: 'corsAllowedOrigins',
    parse: parseList,
  },
  ...ACCESS_FLAGS,
  ...ADMISSION_FLAGS,
  {
    name: 'store',
    value: 'STORE',
    help: 'Where objects are kept: memory (the default), until the server stops, or lmdb:DIR, in a directory on disk.',
    option: 'store',
    parse: parseText,
  },
  {
    name: 'quota-backend-bytes',
    value: 'BYTES',
    help: 'How much a store on disk may take, beyond which only deletions are let in; 2Gi by default, also for 0, as in etcd.',
    option: 'quotaBackendBytes',
    parse: parseByteCount,
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
    name: 'max-object-bytes',
    value: 'BYTES',
    help: "The largest object that is stored, 1536Ki by default, which is the limit of etcd's --max-request-bytes.",
    option: 'maxObjectBytes',
    parse: parseByteCount,
  },
  {
    name: 'max-requests-inflight',
    value: 'COUNT',
    help: 'How many requests that read may be in flight, watches apart, 400 by default; 0 for any number.',
    option: 'maxRequestsInflight',
    parse: parseInteger,
  },
  {
    name: 'max-mutating-requests-inflight',
    value: 'COUNT',
    help: 'How many requests that write may be in flight, 200 by default; 0 for any number.',
    option: 'maxMutatingRequestsInflight',
    parse: parseInteger,
  },
  {
    name: 'max-inflight-body-bytes',
    value: 'BYTES',
    help: 'How many bytes may be in memory of the bodies of requests in flight, 64Mi by default; 0 for any number.',
    option: 'maxInflightBodyBytes',
    parse: parseByteCount,
  },
  {
    name: 'max-watches',
    value: 'COUNT',
    help: 'How many watches may be open, 20000 by default; 0 for any number.',
    option: 'maxWatches',
    parse: parseInteger,
  },
  {
    name: 'max-connections',
    value: 'COUNT',
    help: 'How many connections may be open, 30000 by default; 0 for any number.',
    option: 'maxConnections',
    parse: parseInteger,
  },
  {
    name: 'self-link',
    value: undefined,
    help: 'Whether objects and lists are answered with metadata.selfLink, true by default. Kubernetes since 1.20 answers as with --self-link=false.',
    option: 'selfLink',
    parse: parseBoolean,
  },
  {
    name: 'garbage-collector',
    value: undefined,
    help: 'Whether objects whose owners are gone are deleted, as in a cluster, and deletions wait for what is owned; false by default.',
    option: 'garbageCollector',
    parse: parseBoolean,
  },
  {
    name: 'controllers',
    value: 'NAMES',
    help: "Which of kube-controller-manager's controllers also run, with commas between several: serviceaccount-controller, root-ca-certificate-publisher-controller, clusterrole-aggregation-controller; none by default, and with the authorization mode RBAC the last, unless it is named with a dash before it.",
    option: 'controllers',
    parse: parseList,
  },
  {
    name: 'cri-socket',
    value: 'SOCKET',
    help: 'The socket, such as unix:///run/podledger/cri.sock, on which the container runtime interface is answered; none by default.',
    option: 'criSocket',
    parse: parseText,
  },
  {
    name: 'cni-conf-dir',
    value: 'DIRECTORY',
    help: 'Where the configurations of CNI networks are, /etc/cni/net.d by default.',
    option: 'cniConfDir',
    parse: parseText,
  },
  {
    name: 'cni-bin-dir',
    value: 'DIRECTORIES',
    help: 'Where the CNI plugins are, with commas between several; /opt/cni/bin by default.',
    option: 'cniBinDir',
    parse: parseList,
  },
  {
    name: 'network-plugin',
    value: 'PLUGIN',
    help: 'Where the state of the network comes from: cni (the default), or with "" nowhere, and it is always ready.',
    option: 'networkPlugin',
    parse: parseText,
    mayBeEmpty: true,
  },
  {
    name: 'node-name',
    value: 'NAME',
    help: "The node whose pods the container runtime interface tells of, and whose Node, if set, says whether it is ready; the machine's name if unset.",
    option: 'nodeName',
    parse: parseText,
  },
  {
    name: 'write-kubeconfig',
    value: 'FILE',
    help: 'Writes a kubeconfig for this server, once it listens. A file with access to other clusters is not replaced.',
    option: 'writeKubeconfig',
    parse: parseText,
  },
  {
    name: 'event-ttl',
    value: 'DURATION',
    help: 'After what time Events go by themselves, 1h0m0s by default.',
    option: 'eventTtlMs',
    parse: parseDuration,
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
export const UNSUPPORTED_FLAGS: readonly string[] = ['secure-port', 'tls-cert-file', 'tls-private-key-file'];

/** The environment variable of a flag: PODLEDGER_WATCH_HISTORY_EVENTS for `watch-history-events`. */
export function variableOf(flag: string): string {
  return `PODLEDGER_${flag.toUpperCase().replaceAll('-', '_')}`;
}
