// The pods and statuses that the benchmark writes: shaped like those of a small cluster, different in every name, so that
// nothing is shared that would not be shared in life.

/** The namespace of all pods of the benchmark. */
export const NAMESPACE = 'bench';

/** The path of the pods, or of one, or of its status. */
export const podPath = (name?: string, subresource?: 'status'): string =>
  `/api/v1/namespaces/${NAMESPACE}/pods${name === undefined ? '' : `/${name}`}${subresource === undefined ? '' : `/${subresource}`}`;

/** The names of the first `count` pods. */
export const podNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

/** A pod for POST, as text. `filler` bytes go into environment variables, to reach a wanted size. */
export function podBody(name: string, filler = 0, nodeName = `node-${name.slice(-2)}`): string {
  const variables = Array.from({ length: Math.ceil(filler / 100) }, (_, index) => ({
    name: `SETTING_${index}`,
    value: `${name}-${index}-`.padEnd(72, 'x'),
  }));
  const container = (role: string, image: string) => ({
    name: role,
    image,
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'LEVEL', value: 'info' },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  });
  const [main, proxy] = [
    container('main', 'registry.example/app:1.0'),
    container('proxy', 'registry.example/proxy:2.1'),
  ];
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { app: `app-${name.at(-1)}`, tier: 'backend' },
      annotations: { 'example.com/owner': `team-of-${name}` },
    },
    spec: {
      nodeName,
      containers: [
        {
          ...main,
          env: [...main.env, ...variables],
          ports: [{ containerPort: 8080, name: 'http' }],
          readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 10 },
        },
        proxy,
      ],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  });
}

/** The report of an agent for PUT, as text of about 1.5 KB. Another `turn` is another status: no write is a repetition. */
export function statusBody(name: string, turn: number): string {
  const condition = (type: string, second: number) => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: `2026-01-01T00:00:0${second}Z`,
  });
  const containerStatus = (role: string, image: string, digest: string, restartCount: number) => ({
    name: role,
    image,
    imageID: `${image}@sha256:${digest}`,
    containerID: `containerd://${digest}`,
    restartCount,
    ready: true,
    started: true,
    state: { running: { startedAt: '2026-01-01T00:00:02Z' } },
    lastState: {},
  });
  const ip = `10.1.${turn % 250}.${name.length}`;
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    status: {
      phase: 'Running',
      hostIP: '10.0.0.7',
      podIP: ip,
      podIPs: [{ ip }],
      startTime: '2026-01-01T00:00:00Z',
      message: `report ${turn}`,
      conditions: [
        condition('PodScheduled', 0),
        condition('Initialized', 1),
        condition('ContainersReady', 2),
        condition('Ready', 2),
      ],
      containerStatuses: [
        containerStatus('main', 'registry.example/app:1.0', '9f86d081884c7d65'.repeat(4), turn),
        containerStatus('proxy', 'registry.example/proxy:2.1', '486ea46224d1bb4f'.repeat(4), 0),
      ],
    },
  });
}

/**
 * The same report as a configuration to be applied, without the addresses: those of a turn before would stay, since who reported
 * them by PUT owns them too.
 */
export function statusConfiguration(name: string, turn: number): string {
  const { status, ...pod } = JSON.parse(statusBody(name, turn));
  const { podIP: _, podIPs: __, ...applied } = status;
  return JSON.stringify({ ...pod, status: applied });
}

/** The same report as a strategic merge patch. Addresses are merged by what they are, so the patch says that it has them all. */
export function statusPatch(name: string, turn: number): string {
  const { status } = JSON.parse(statusBody(name, turn));
  return JSON.stringify({ status: { ...status, podIPs: [{ $patch: 'replace' }, ...status.podIPs] } });
}
