import { CONFIG_MAPS, configMap, members, PODS, pod, type Row, STRATEGIC, times, written } from './row.ts';

const POST = ['POST', PODS] as const;
const container = (fields: object): object => ({ spec: { containers: [{ name: 'c', image: 'i', ...fields }] } });
const owner = (index: number): object => ({ apiVersion: 'v1', kind: 'A', name: 'a', uid: `${index}` });
const service = (name: string, spec: object): object => ({
  metadata: { name },
  spec: { ports: [{ port: 80 }], ...spec },
});
const SERVICES = ['POST', '/api/v1/namespaces/default/services'] as const;
const address = (index: number): string => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

/** Lists and maps as long as a request may be, whose entries rules hold against each other or complain of. */
export const manyItems: readonly Row[] = [
  written('owners', [201, 500], POST, (scale) =>
    pod('owners', { metadata: { ownerReferences: times(scale * 45_000, owner) } }),
  ),
  written('equal owners', [201], POST, (scale) =>
    pod('equal-owners', { metadata: { ownerReferences: times(scale * 45_000, () => owner(0)) } }),
  ),
  written('owners of one uid', [201, 422, 500], POST, (scale) =>
    pod('owners-of-one', {
      metadata: { ownerReferences: times(scale * 40_000, (i) => ({ ...owner(0), name: `n${i}` })) },
    }),
  ),
  written('resource claims that containers name', [201, 422, 500], POST, (scale) =>
    pod('claims', {
      spec: {
        resourceClaims: times(scale * 20_000, (i) => ({ name: `c${i}`, resourceClaimName: 'r' })),
        containers: [
          { name: 'c', image: 'i', resources: { claims: times(scale * 80_000, (i) => ({ name: `c${i % 20_000}` })) } },
        ],
      },
    }),
  ),
  written('resource claims that nobody knows', [422], POST, (scale) =>
    pod('p', container({ resources: { claims: times(scale * 80_000, (i) => ({ name: `unknown-claim-${i}` })) } })),
  ),
  written('resource claims that nobody knows among as many', [422], POST, (scale) =>
    pod('p', {
      spec: {
        resourceClaims: times(scale * 8_000, (i) => ({ name: `c${i}`, resourceClaimName: 'r' })),
        containers: [
          { name: 'c', image: 'i', resources: { claims: times(scale * 8_000, (i) => ({ name: `u${i}` })) } },
        ],
      },
    }),
  ),
  written('items of a config map volume', [201, 500], POST, (scale) =>
    pod('items', {
      spec: {
        volumes: [
          {
            name: 'v',
            configMap: { name: 'm', items: times(scale * 20_000, (i) => ({ key: `k${i}`, path: `p/${i}` })) },
          },
        ],
      },
    }),
  ),
  written('equal items of a projected volume', [422], POST, (scale) =>
    pod('projected', {
      spec: {
        volumes: [
          {
            name: 'v',
            projected: {
              sources: times(scale * 10_000, (i) => ({
                secret: { name: 's', items: [{ key: `k${i}`, path: 'p/p' }] },
              })),
            },
          },
        ],
      },
    }),
  ),
  written('addresses of a service', [422], SERVICES, (scale) =>
    service('s', { clusterIPs: times(scale * 60_000, address), clusterIP: '10.0.0.0', ipFamilies: ['IPv4'] }),
  ),
  written('equal addresses of a service', [422], SERVICES, (scale) =>
    service('s', { clusterIPs: times(scale * 60_000, () => '10.0.0.1'), clusterIP: '10.0.0.1' }),
  ),
  written('IP families of a service', [422], SERVICES, (scale) =>
    service('s', { ipFamilies: times(scale * 200_000, (i) => ['IPv4', 'IPv6'][i % 2]) }),
  ),
  written('external addresses and source ranges', [201, 422, 500], SERVICES, (scale) =>
    service('external', {
      type: 'LoadBalancer',
      externalIPs: times(scale * 40_000, address),
      loadBalancerSourceRanges: times(scale * 40_000, (i) => `${address(i)}/32`),
    }),
  ),
  written('ports of a service', [201, 422, 500], SERVICES, (scale) =>
    service('ports', { ports: times(scale * 30_000, (i) => ({ name: `p${i}`, port: i + 1 })) }),
  ),
  written('equal ports of a service', [422], SERVICES, (scale) =>
    service('s', { ports: times(scale * 60_000, () => ({ name: 'p', port: 80 })) }),
  ),
  written('containers without anything', [422], POST, (scale) =>
    pod('p', { spec: { containers: times(scale * 240_000, () => ({})) } }),
  ),
  written('containers of one name', [422], POST, (scale) =>
    pod('p', { spec: { containers: times(scale * 50_000, () => ({ name: 'c', image: 'i' })) } }),
  ),
  written('containers', [201, 500], POST, (scale) =>
    pod('containers', { spec: { containers: times(scale * 20_000, (i) => ({ name: `c${i}`, image: 'i' })) } }),
  ),
  written('init containers and ports', [201, 422, 500], POST, (scale) =>
    pod('ports', {
      spec: {
        initContainers: times(scale * 10_000, (i) => ({ name: `i${i}`, image: 'i' })),
        containers: [
          {
            name: 'c',
            image: 'i',
            ports: times(scale * 40_000, (i) => ({
              name: `p${i}`,
              containerPort: 1 + (i % 65_535),
              hostPort: 1 + (i % 65_535),
            })),
          },
        ],
      },
    }),
  ),
  written('volumes and their mounts', [201, 422, 500], POST, (scale) =>
    pod('mounts', {
      spec: {
        volumes: times(scale * 20_000, (i) => ({ name: `v${i}`, emptyDir: {} })),
        containers: [
          {
            name: 'c',
            image: 'i',
            volumeMounts: times(scale * 20_000, (i) => ({ name: `v${i}`, mountPath: `/m${i}` })),
          },
        ],
      },
    }),
  ),
  written('mounts of unknown volumes', [422], POST, (scale) =>
    pod('p', container({ volumeMounts: times(scale * 60_000, (i) => ({ name: `v${i}`, mountPath: '/m' })) })),
  ),
  written('volumes of two sources', [422], POST, (scale) =>
    pod('p', {
      spec: { volumes: times(scale * 40_000, () => ({ name: 'v', emptyDir: {}, hostPath: { path: '..' } })) },
    }),
  ),
  written('environment variables', [201, 500], POST, (scale) =>
    pod('env', container({ env: times(scale * 80_000, (i) => ({ name: `E${i}`, value: `$(E${i - 1})` })) })),
  ),
  written('equal environment variables', [201, 500], POST, (scale) =>
    pod('equal-env', container({ env: times(scale * 100_000, () => ({ name: 'E', value: '' })) })),
  ),
  written('invalid environment variables', [422], POST, (scale) =>
    pod('p', container({ env: times(scale * 100_000, (i) => ({ name: `=${i}` })) })),
  ),
  written('tolerations', [201, 422, 500], POST, (scale) =>
    pod('tolerations', { spec: { tolerations: times(scale * 40_000, (i) => ({ key: `k${i}`, operator: 'Exists' })) } }),
  ),
  written('empty tolerations', [201, 422, 500], POST, (scale) =>
    pod('empty-tolerations', { spec: { tolerations: times(scale * 200_000, () => ({})) } }),
  ),
  written('spread constraints', [201, 422, 500], POST, (scale) =>
    pod('spread', {
      spec: {
        topologySpreadConstraints: times(scale * 20_000, (i) => ({
          maxSkew: 1,
          topologyKey: `k${i}`,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: {},
        })),
      },
    }),
  ),
  written('terms of an affinity', [201, 422, 500], POST, (scale) =>
    pod('affinity', {
      spec: {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: times(scale * 20_000, (i) => ({
              topologyKey: `k${i}`,
              namespaces: ['n'],
              matchLabelKeys: ['a'],
            })),
          },
        },
      },
    }),
  ),
  written('pull secrets, gates, groups, aliases and sysctls', [201, 422, 500], POST, (scale) =>
    pod('various', {
      spec: {
        imagePullSecrets: times(scale * 15_000, (i) => ({ name: `s${i}` })),
        schedulingGates: times(scale * 15_000, (i) => ({ name: `g${i}` })),
        readinessGates: times(scale * 15_000, (i) => ({ conditionType: `r${i}` })),
        hostAliases: times(scale * 15_000, (i) => ({ ip: address(i), hostnames: [`h${i}`] })),
        securityContext: {
          supplementalGroups: times(scale * 15_000, (i) => i),
          sysctls: times(scale * 15_000, (i) => ({ name: `net.a${i}`, value: '1' })),
        },
      },
    }),
  ),
  written('resources', [201, 422, 500], POST, (scale) =>
    pod(
      'resources',
      container({
        resources: {
          limits: members(
            scale * 60_000,
            () => '1',
            (i) => `example.com/r${i}`,
          ),
        },
      }),
    ),
  ),
  written('huge pages', [201, 422, 500], POST, (scale) =>
    pod(
      'huge',
      container({
        resources: {
          limits: members(
            scale * 60_000,
            () => '2Mi',
            (i) => `hugepages-${i + 1}Mi`,
          ),
        },
      }),
    ),
  ),
  written('labels and annotations', [201, 422], POST, (scale) =>
    pod('labels', { metadata: { labels: members(scale * 60_000), annotations: members(scale * 60_000) } }),
  ),
  written('invalid labels', [422], POST, (scale) =>
    pod('p', {
      metadata: {
        labels: members(
          scale * 120_000,
          () => '-',
          (i) => `-${i}`,
        ),
      },
    }),
  ),
  written('finalizers', [201, 422, 500], POST, (scale) =>
    pod('finalizers', { metadata: { finalizers: times(scale * 60_000, (i) => `example.com/f${i}`) } }),
  ),
  written('equal finalizers', [201, 500], POST, (scale) =>
    pod('equal-finalizers', { metadata: { finalizers: times(scale * 60_000, () => 'example.com/f') } }),
  ),
  written('managed fields', [201, 400, 422, 500], POST, (scale) =>
    pod('managed', {
      metadata: {
        managedFields: times(scale * 10_000, (i) => ({
          manager: `m${i}`,
          operation: 'Apply',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': {} },
        })),
      },
    }),
  ),
  written(
    'rules of a role',
    [201, 500],
    ['POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles'],
    (scale) => ({
      metadata: { name: 'r' },
      rules: times(scale * 20_000, (i) => ({ apiGroups: [''], resources: ['pods'], verbs: [`v${i}`] })),
    }),
  ),
  written(
    'subjects of a binding',
    [201, 422, 500],
    ['POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings'],
    (scale) => ({
      metadata: { name: 'r' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
      subjects: times(scale * 30_000, (i) => ({ kind: 'User', name: `u${i}` })),
    }),
  ),
  written('taints, images and addresses of a node', [201, 422, 500], ['POST', '/api/v1/nodes'], (scale) => ({
    metadata: { name: 'n' },
    spec: { taints: times(scale * 20_000, (i) => ({ key: `k${i}`, effect: 'NoSchedule' })) },
    status: {
      images: times(scale * 20_000, (i) => ({ names: [`n${i}`] })),
      addresses: times(scale * 20_000, (i) => ({ type: 'InternalIP', address: address(i) })),
      conditions: times(scale * 20_000, (i) => ({ type: `t${i}`, status: 'True' })),
    },
  })),
  written('unknown fields', [201], ['POST', `${PODS}?fieldValidation=Warn`], (scale) => ({
    ...pod('unknown'),
    ...members(scale * 100_000),
  })),
  written('unknown fields, strictly', [400], ['POST', `${PODS}?fieldValidation=Strict`], (scale) => ({
    ...pod('p'),
    ...members(scale * 100_000),
  })),
  written('repeated fields', [201], ['POST', `${PODS}?fieldValidation=Warn`], (scale) =>
    JSON.stringify(pod('repeated')).replace('{', `{${'"kind":"Pod",'.repeat(scale * 100_000)}`),
  ),
  written('repeated fields, strictly', [400], ['POST', `${PODS}?fieldValidation=Strict`], (scale) =>
    JSON.stringify(pod('p')).replace('{', `{${'"kind":"Pod",'.repeat(scale * 100_000)}`),
  ),
  written(
    'repeated keys of a map',
    [201, 500],
    ['POST', CONFIG_MAPS],
    (scale) => `{"metadata":{"name":"repeated"},"data":{${'"a":"",'.repeat(scale * 300_000)}"b":""}}`,
  ),
  written('an honest object of 220,000 keys', [201, 500], ['POST', CONFIG_MAPS], (scale) =>
    configMap('honest', members(scale * 220_000)),
  ),
  written('an honest object just below the limit', [201], ['POST', CONFIG_MAPS], (scale) =>
    configMap('honest-too', members(scale * 80_000)),
  ),
  written(
    'keys of a map, deleted one by one',
    [200],
    ['PATCH', `${CONFIG_MAPS}/deleted`, STRATEGIC],
    (scale) => ({ data: members(scale * 80_000, () => null) }),
    (client, scale) => client.write('POST', CONFIG_MAPS, configMap('deleted', members(scale * 80_000))),
  ),
];
