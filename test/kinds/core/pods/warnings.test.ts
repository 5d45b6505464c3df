import { describe, expect, it } from 'vitest';
import type { ContainerPort } from '../../../../schemas/core/v1/container-port.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { FieldPath } from '../../../../src/apimachinery/field-path.ts';
import { warningsForPod, warningsForPodTemplate } from '../../../../src/kinds/core/pods/warnings.ts';
import { decodePod } from '../../../support/decode-pod.ts';
import { container, pod } from './objects.ts';

const warnings = (spec: Partial<PodSpec>, metadata: Partial<ObjectMeta> = {}) =>
  warningsForPod(pod({ spec, metadata }));

describe('a new pod brings no warning', () => {
  it('where there is nothing odd about it', () => {
    const selector = { matchLabels: { app: 'web' } };
    const spec: Partial<PodSpec> = {
      containers: [
        container('a', {
          ports: [{ name: 'http', containerPort: 80, protocol: 'TCP', hostIP: '10.0.0.1', hostPort: 80 }],
        }),
        container('b', {
          env: [
            { name: 'A', value: 'x' },
            { name: 'A', value: '$(A)y' },
          ],
        }),
      ],
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: selector }],
        },
      },
      terminationGracePeriodSeconds: 0,
    };
    expect(warnings(spec)).toEqual([]);
  });
});

describe('a new pod brings a warning of', () => {
  it('values that no label has in a preference for nodes, while what is required is refused', () => {
    const matchExpressions = [{ key: 'beta.kubernetes.io/os', operator: 'In', values: ['ok', '-1'] }];
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    const at = `spec.affinity.nodeAffinity.${preferred}[0].preference.matchExpressions[0]`;
    const nodeAffinity = { [preferred]: [{ weight: 1, preference: { matchExpressions } }] };
    expect(warnings({ affinity: { nodeAffinity } })).toEqual([
      `${at}.key: beta.kubernetes.io/os is deprecated since v1.14; use "kubernetes.io/os" instead`,
      expect.stringContaining(`${at}.values[1]: -1 is invalid, a valid label must be an empty string or consist of`),
    ]);
  });

  it('volumes in their order', () => {
    const resources = { requests: { storage: '1500m' } };
    const ephemeral = { volumeClaimTemplate: { metadata: {}, spec: { resources } } };
    const rbd = { monitors: ['m'], image: 'i' };
    const volumes = [
      { name: 'a', ephemeral },
      { name: 'b', rbd },
    ];
    expect(warnings({ volumes })).toEqual([
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
      'spec.volumes[1].rbd: deprecated in v1.28, non-functional in v1.31+',
    ]);
  });

  it('AppArmor annotations without fields, of a template only: those of a pod are taken over', () => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' };
    const template = FieldPath.of('template');
    const check = (spec: Partial<PodSpec>) =>
      warningsForPodTemplate(
        pod({ metadata: { annotations }, spec }),
        template.child('metadata'),
        template.child('spec'),
      );
    expect(check({})).toEqual([
      'template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]: deprecated since v1.30; use the "appArmorProfile" field instead',
    ]);
    expect(check({ securityContext: { appArmorProfile: { type: 'Unconfined' } } })).toEqual([]);
    expect(check({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } })).toHaveLength(1);
    expect(warnings({}, { annotations })).toEqual([]);
  });

  it('terms and constraints without a selector', () => {
    const term = { topologyKey: 'zone' };
    const text = 'a null labelSelector results in matching no pod';
    const spec: Partial<PodSpec> = {
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
        podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] },
      },
    };
    expect(warnings(spec)).toEqual([
      `spec.topologySpreadConstraints[0].labelSelector: ${text}`,
      `spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: ${text}`,
      `spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: ${text}`,
    ]);
  });

  it.each<[string, ContainerPort, ContainerPort, string[]]>([
    [
      'ports that are the same',
      { containerPort: 80 },
      { containerPort: 80 },
      ['duplicate port definition with spec.initContainers[0].ports[0]'],
    ],
    [
      'a port with and without a host port',
      { containerPort: 80, hostPort: 80 },
      { containerPort: 80 },
      ['overlapping port definition with spec.initContainers[0].ports[0]'],
    ],
    [
      'a host port with and without a host IP',
      { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
      { containerPort: 80, hostPort: 80 },
      ['dangerously ambiguous port definition with spec.initContainers[0].ports[0]'],
    ],
    ['different host ports', { containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 81 }, []],
    ['different protocols', { containerPort: 80, protocol: 'TCP' }, { containerPort: 80, protocol: 'UDP' }, []],
    [
      'a host IP without a host port',
      { containerPort: 80 },
      { containerPort: 81, protocol: 'UDP', hostIP: '10.0.0.1' },
      ['hostIP set without hostPort: {Name: HostPort:0 ContainerPort:81 Protocol:UDP HostIP:10.0.0.1}'],
    ],
    [
      'a name that stands twice',
      { containerPort: 80, name: 'http' },
      { containerPort: 81, name: 'http' },
      [
        'duplicate port name "http" with spec.initContainers[0].ports[0], services and probes that select ports by name will use spec.initContainers[0].ports[0]',
      ],
    ],
  ])('%s', (_, first, second, texts) => {
    const spec = {
      initContainers: [container('i', { ports: [first] })],
      containers: [container('a', { ports: [second] })],
    };
    expect(warnings(spec)).toEqual(texts.map((text) => `spec.containers[0].ports[0]: ${text}`));
  });

  it('node labels, annotations and volumes that are out of date', () => {
    const term = { matchExpressions: [{ key: 'beta.kubernetes.io/os', operator: 'Exists' }] };
    const spec: Partial<PodSpec> = {
      nodeSelector: { 'node-role.kubernetes.io/master': '', disk: 'ssd' },
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }],
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'failure-domain.beta.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: {},
        },
      ],
      volumes: [
        { name: 'r', rbd: { monitors: [], image: 'i' } },
        { name: 's', storageos: {} },
        { name: 'p', projected: { sources: [{}] } },
      ],
    };
    const os = 'beta.kubernetes.io/os is deprecated since v1.14; use "kubernetes.io/os" instead';
    expect(warnings(spec, { annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } })).toEqual([
      'spec.nodeSelector[node-role.kubernetes.io/master]: use "node-role.kubernetes.io/control-plane" instead',
      `spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: ${os}`,
      `spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: ${os}`,
      'spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
      'metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
      'spec.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+',
      'spec.volumes[1].storageOS: deprecated in v1.22, non-functional in v1.25+',
      'volume "p" (Projected) has no sources provided',
    ]);
  });

  it.each([
    ['1Ei', true],
    ['9Pi', true],
    ['18014398509481984', true],
    ['12345678901234567890123', true],
    ['8Pi', false],
    ['1E', false],
    ['10E', false],
  ])('memory of %s, whose thousandths do not fit into 64 bits: %s', (memory, warned) => {
    const text = `spec.overhead[memory]: fractional byte value "${memory}" is invalid, must be an integer`;
    expect(warnings({ overhead: { memory } })).toEqual(warned ? [text] : []);
  });

  it.each(['1000000000000000000000000', ' 1000000000000000000000000 '])(
    'memory of %j, which is written without its suffix',
    (memory) => {
      const text = 'spec.overhead[memory]: fractional byte value "1" is invalid, must be an integer';
      const body = JSON.stringify({ ...pod(), spec: { ...pod().spec, overhead: { memory } } });
      expect(warningsForPod(decodePod(body))).toEqual([text]);
    },
  );

  it('node labels that were never for nodes', () => {
    expect(warnings({ nodeSelector: { 'app.kubernetes.io/created-by': 'x' } })).toEqual([
      'spec.nodeSelector[app.kubernetes.io/created-by]: deprecated since v1.9',
    ]);
  });

  it('values that count only once, or not as they stand', () => {
    const spec: Partial<PodSpec> = {
      hostAliases: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1' }],
      imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}],
      overhead: { memory: '1500m' },
      containers: [
        container('a', {
          resources: { limits: { memory: '100m', cpu: '100m' }, requests: { 'ephemeral-storage': '1' } },
          env: [
            { name: 'A', value: 'x' },
            { name: 'A', value: 'y' },
            { name: 'A', value: '$(A)' },
            { name: 'A', value: '$(A)z' },
          ],
        }),
      ],
      terminationGracePeriodSeconds: -1,
    };
    const hides = 'hides previous definition of "A", which may be dropped when using apply';
    expect(warnings(spec)).toEqual([
      'spec.hostAliases[1].ip: duplicate ip "10.0.0.1"',
      'spec.imagePullSecrets[1].name: duplicate name "a"',
      'spec.imagePullSecrets[2].name: invalid empty name ""',
      'spec.overhead[memory]: fractional byte value "1500m" is invalid, must be an integer',
      'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
      `spec.containers[0].env[1]: ${hides}`,
      `spec.containers[0].env[2]: ${hides}`,
      'spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
    ]);
  });

  it('files of one volume that overlap', () => {
    const items = [
      { key: 'a', path: 'd' },
      { key: 'b', path: 'd/f/' },
    ];
    const sources = [
      { secret: { name: 's', items: [{ key: 'a', path: 't' }] } },
      { serviceAccountToken: { path: 't', expirationSeconds: 600 } },
    ];
    expect(
      warnings({
        volumes: [
          { name: 'v', configMap: { name: 'c', items } },
          { name: 'w', projected: { sources } },
          {
            name: 'x',
            secret: {
              secretName: 's',
              items: [
                { key: 'a', path: 'd1' },
                { key: 'b', path: 'd' },
              ],
            },
          },
        ],
      }),
    ).toEqual([
      'volume "v" (ConfigMap "c"): overlapping paths: "d/f" with "d"',
      'volume "w" (Projected): overlapping paths: "t" (ServiceAccountToken) with "t" (Secret "s")',
    ]);
  });

  it('storage of a claim that is no whole bytes', () => {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } };
    const volumes = [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: {}, spec } } }];
    expect(warnings({ volumes })).toEqual([
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
    ]);
  });

  it('annotations with seccomp profiles that are in no field', () => {
    const annotations = {
      'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
      'container.seccomp.security.alpha.kubernetes.io/main': 'unconfined',
    };
    const securityContext = { seccompProfile: { type: 'Unconfined' } };
    expect(warnings({ securityContext }, { annotations })).toEqual([
      'metadata.annotations[container.seccomp.security.alpha.kubernetes.io/main]: non-functional in v1.27+; use the "seccompProfile" field instead',
    ]);
  });

  it('addresses that are not in canonical form', () => {
    const spec = { dnsConfig: { nameservers: ['1.1.1.1', 'FD00::1'] }, hostAliases: [{ ip: 'fd00:0::1' }] };
    expect(warnings(spec)).toEqual([
      'spec.dnsConfig.nameservers[1]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
      'spec.hostAliases[0].ip: IPv6 address "fd00:0::1" should be in RFC 5952 canonical format ("fd00::1")',
    ]);
  });
});
