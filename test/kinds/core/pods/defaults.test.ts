import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { Volume } from '../../../../schemas/core/v1/volumes/volume.ts';
import { setPodDefaults, setPodTemplateDefaults } from '../../../../src/kinds/core/pods/defaults.ts';
import { decodedContainer, pod, written } from './objects.ts';

/** The spec that comes of `spec`. */
function defaulted(spec: Partial<PodSpec>): PodSpec {
  const object = { metadata: {}, spec: { containers: [decodedContainer('main')], ...spec }, status: {} };
  setPodDefaults(object);
  return written(object.spec);
}
const defaultedContainer = (members: Partial<Container>) =>
  defaulted({ containers: [decodedContainer('main', members)] }).containers[0];
const defaultedVolume = (members: Partial<Volume>) => defaulted({ volumes: [{ name: 'v', ...members }] }).volumes?.[0];

describe('defaults of a pod', () => {
  it('fill in a spec of nothing but a container', () => {
    expect(defaulted({})).toEqual({
      containers: [
        {
          name: 'main',
          image: 'registry.example/app:1.0',
          resources: {},
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
    });
  });

  it('leave what was said, zero and false included', () => {
    const said = {
      restartPolicy: 'Never',
      dnsPolicy: 'None',
      securityContext: { runAsUser: 0 },
      schedulerName: 'mine',
      terminationGracePeriodSeconds: 0,
      enableServiceLinks: false,
    };
    expect(defaulted(said)).toMatchObject(said);
  });

  it('give a pod, but not a template, a second to end where the time is negative', () => {
    expect(defaulted({ terminationGracePeriodSeconds: -5 }).terminationGracePeriodSeconds).toBe(1);
    const template = pod({ spec: { terminationGracePeriodSeconds: -5 } });
    setPodTemplateDefaults(template);
    expect(template.spec.terminationGracePeriodSeconds).toBe(-5);
  });

  it('give the service account both of its names, the newer of which counts', () => {
    expect(defaulted({ serviceAccount: 'a' })).toMatchObject({ serviceAccountName: 'a', serviceAccount: 'a' });
    expect(defaulted({ serviceAccountName: 'b', serviceAccount: 'a' })).toMatchObject({
      serviceAccountName: 'b',
      serviceAccount: 'b',
    });
  });

  it('drop annotations that once stood for init containers', () => {
    const object = pod({ metadata: { annotations: { 'pod.beta.kubernetes.io/init-containers': '[]', note: 'x' } } });
    setPodDefaults(object);
    expect(object.metadata.annotations).toEqual({ note: 'x' });
  });

  it('reconcile podIP and podIPs of the status', () => {
    const object = pod({ status: { podIP: '10.0.0.1' } });
    setPodDefaults(object);
    expect(object.status.podIPs).toEqual([{ ip: '10.0.0.1' }]);
  });
});

describe('defaults of containers', () => {
  const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['nginx:5000', 'IfNotPresent'],
    ['registry.example:5000/a/b', 'Always'],
    ['localhost/a', 'Always'],
    ['registry.example:5000/a/b:v1', 'IfNotPresent'],
    [`a/b@${SHA256}`, 'IfNotPresent'],
    [`a/b:latest@${SHA256}`, 'Always'],
    ['a/b:latest@sha256:0123', 'IfNotPresent'],
    ['0123456789abcdef'.repeat(4), 'IfNotPresent'],
    ['Upper/case', 'Always'],
    ['UPPER', 'IfNotPresent'],
    ['not an image', 'IfNotPresent'],
    ['', 'IfNotPresent'],
  ])('pull the image %j by the policy %s', (image, policy) => {
    expect(defaultedContainer({ image })?.imagePullPolicy).toBe(policy);
  });

  it('keep a pull policy that was given', () => {
    expect(defaultedContainer({ image: 'nginx', imagePullPolicy: 'Never' })?.imagePullPolicy).toBe('Never');
  });

  it('fill in ports, environment, probes and hooks', () => {
    const members: Partial<Container> = {
      ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }],
      env: [
        { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'B', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } },
      ],
      livenessProbe: { httpGet: { port: 80 } },
      readinessProbe: { grpc: { port: 9000 }, periodSeconds: 3 },
      startupProbe: { exec: {} },
      lifecycle: {
        postStart: { httpGet: { port: 'http' } },
        preStop: { httpGet: { port: 80, path: '/x', scheme: 'HTTPS' } },
      },
    };
    const timing = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
    expect(defaultedContainer(members)).toMatchObject({
      ports: [
        { containerPort: 80, protocol: 'TCP' },
        { containerPort: 53, protocol: 'UDP' },
      ],
      env: [
        { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        { valueFrom: { fileKeyRef: { optional: false } } },
      ],
      livenessProbe: { ...timing, httpGet: { path: '/', port: 80, scheme: 'HTTP' } },
      readinessProbe: { ...timing, periodSeconds: 3, grpc: { port: 9000, service: '' } },
      startupProbe: { ...timing, exec: {} },
      lifecycle: {
        postStart: { httpGet: { path: '/', port: 'http', scheme: 'HTTP' } },
        preStop: { httpGet: { path: '/x', port: 80, scheme: 'HTTPS' } },
      },
    });
  });

  it('reach init and ephemeral containers too', () => {
    const spec = defaulted({ initContainers: [decodedContainer('i')], ephemeralContainers: [decodedContainer('e')] });
    expect(spec.initContainers?.[0]).toMatchObject({ terminationMessagePolicy: 'File' });
    expect(spec.ephemeralContainers?.[0]).toMatchObject({ terminationMessagePolicy: 'File' });
  });

  it("make a container's port the node's on the node's network", () => {
    const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    const spec = { hostNetwork: true, containers: [decodedContainer('main', { ports })] };
    expect(defaulted(spec).containers[0]?.ports?.map(({ hostPort }) => hostPort)).toEqual([80, 8081]);
  });

  it('request what is limited, and round amounts up to thousandths', () => {
    const resources = { limits: { cpu: '100u', memory: '1Gi' }, requests: { memory: '1Mi' } };
    expect(defaultedContainer({ resources })?.resources).toEqual({
      limits: { cpu: '1m', memory: '1Gi' },
      requests: { cpu: '1m', memory: '1Mi' },
    });
  });
});

describe('defaults of resources of a pod as a whole', () => {
  const asking = (name: string, requests: Record<string, string>, members: Partial<Container> = {}) =>
    decodedContainer(name, { resources: { requests }, ...members });

  it('request what the containers request together, or else the limit', () => {
    const spec = defaulted({
      resources: { limits: { cpu: '4', memory: '1Gi' } },
      containers: [asking('a', { cpu: '500m' }), asking('b', { cpu: '1' })],
    });
    expect(spec.resources).toEqual({ limits: { cpu: '4', memory: '1Gi' }, requests: { cpu: '1500m', memory: '1Gi' } });
  });

  it('count sidecars with the containers, and the hungriest init container beside them', () => {
    const spec = defaulted({
      resources: { limits: { cpu: '9' } },
      containers: [asking('a', { cpu: '1' })],
      initContainers: [
        asking('sidecar', { cpu: '500m' }, { restartPolicy: 'Always' }),
        asking('i', { cpu: '3' }),
        asking('j', { cpu: '2' }),
      ],
    });
    expect(spec.resources?.requests).toEqual({ cpu: '3500m' });
  });

  it('limit huge pages to what the containers may use together', () => {
    const pages = { limits: { 'hugepages-2Mi': '4Mi' } };
    const spec = defaulted({
      resources: { requests: { cpu: '1' } },
      containers: [decodedContainer('a', { resources: pages }), decodedContainer('b', { resources: pages })],
    });
    expect(spec.resources).toEqual({
      limits: { 'hugepages-2Mi': '8Mi' },
      requests: { cpu: '1', 'hugepages-2Mi': '8Mi' },
    });
  });

  it('leave a pod without any as it is', () => {
    expect(defaulted({ containers: [asking('a', { cpu: '1' })] })).not.toHaveProperty('resources');
    expect(defaulted({ resources: {} }).resources).toEqual({});
  });
});

describe('defaults of volumes', () => {
  it.each<[string, Partial<Volume>, Partial<Volume>]>([
    ['without a source', {}, { emptyDir: {} }],
    ['of the node', { hostPath: { path: '/x' } }, { hostPath: { path: '/x', type: '' } }],
    ['of a Secret', { secret: { secretName: 's' } }, { secret: { secretName: 's', defaultMode: 0o644 } }],
    ['of a ConfigMap', { configMap: { name: 'c', defaultMode: 0 } }, { configMap: { name: 'c', defaultMode: 0 } }],
    [
      'of fields of the pod',
      { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      {
        downwardAPI: {
          items: [{ path: 'l', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }],
          defaultMode: 0o644,
        },
      },
    ],
    [
      'of several sources',
      {
        projected: {
          sources: [
            { serviceAccountToken: { path: 't' } },
            { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } },
          ],
        },
      },
      {
        projected: {
          sources: [
            { serviceAccountToken: { path: 't', expirationSeconds: 3600 } },
            { downwardAPI: { items: [{ path: 'n', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } },
          ],
          defaultMode: 0o644,
        },
      },
    ],
    ['of an image', { image: { reference: 'a/b' } }, { image: { reference: 'a/b', pullPolicy: 'Always' } }],
    [
      'with a claim of its own',
      { ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { resources: { requests: { storage: '1n' } } } } } },
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { resources: { requests: { storage: '1m' } }, volumeMode: 'Filesystem' },
          },
        },
      },
    ],
    [
      'of an iSCSI target',
      { iscsi: { targetPortal: 't', iqn: 'q', lun: 0 } },
      { iscsi: { targetPortal: 't', iqn: 'q', lun: 0, iscsiInterface: 'default' } },
    ],
    [
      'of a Rados block device',
      { rbd: { monitors: ['m'], image: 'i' } },
      { rbd: { monitors: ['m'], image: 'i', pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' } },
    ],
    [
      'of Azure',
      { azureDisk: { diskName: 'd', diskURI: 'u' } },
      {
        azureDisk: {
          diskName: 'd',
          diskURI: 'u',
          cachingMode: 'ReadWrite',
          fsType: 'ext4',
          readOnly: false,
          kind: 'Shared',
        },
      },
    ],
    [
      'of ScaleIO',
      { scaleIO: { gateway: 'g', system: 's', secretRef: {} } },
      { scaleIO: { gateway: 'g', system: 's', secretRef: {}, storageMode: 'ThinProvisioned', fsType: 'xfs' } },
    ],
  ])('%s', (_, sent, filled) => {
    expect(defaultedVolume(sent)).toEqual({ name: 'v', ...filled });
  });
});
