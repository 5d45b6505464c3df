import { describe, expect, it } from 'vitest';
import { services } from '../../../../src/kinds/core/services/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { given, PORTS, service } from './services.ts';

describeResource(services, {
  valid: (name) => ({ metadata: { name }, spec: { clusterIP: 'None', clusterIPs: ['None'], ports: PORTS } }),
  changed: (stored) => ({
    ...stored,
    spec: { ...(stored.spec as object), selector: { version: stored.metadata.resourceVersion } },
  }),
  invalid: (name) => ({ metadata: { name }, spec: { type: 'Sofa', ports: PORTS } }),
  invalidField: 'spec.type',
  subresources: {
    status: (stored) => ({
      ...stored,
      spec: { ports: [{ port: 1 }] },
      status: {
        conditions: [
          { type: 'A', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z', reason: 'R', message: 'm' },
        ],
      },
    }),
  },
});

describe('a service', () => {
  it('has defaults for what it leaves out', () => {
    expect(service({ ports: [{ port: 80 }, { port: 81, protocol: 'UDP', targetPort: 'dns' }] }).spec).toMatchObject({
      ports: [
        { port: 80, protocol: 'TCP', targetPort: 80 },
        { port: 81, protocol: 'UDP', targetPort: 'dns' },
      ],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    });
    expect(service({ externalIPs: ['1.2.3.4'] }).spec.externalTrafficPolicy).toBe('Cluster');
    expect(service({ type: 'ExternalName' }).spec).not.toHaveProperty('internalTrafficPolicy', 'Cluster');
    expect(service({ sessionAffinity: 'ClientIP' }).spec.sessionAffinityConfig?.clientIP?.timeoutSeconds).toBe(10_800);
    expect(service({ sessionAffinityConfig: { clientIP: {} } }).spec.sessionAffinityConfig).toBeUndefined();
    const balanced = service(
      { type: 'LoadBalancer' },
      { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, {}] } } },
    );
    expect(balanced.spec).toMatchObject({ allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' });
    expect(balanced.status.loadBalancer.ingress?.map(({ ipMode }) => ipMode)).toEqual(['VIP', undefined]);
  });

  it('has a status that nobody comes to own by writing the service', () => {
    expect(services.strategy.resetFields).toEqual(['status']);
  });

  it('keeps its policy for traffic within the cluster where it is but another name, and does not show it', () => {
    const { codec } = services;
    const specOf = (text: string): unknown => JSON.parse(text).spec;
    const spec = { internalTrafficPolicy: 'Local', selector: { type: 'a', internalTrafficPolicy: 'b' } };
    const alias = codec.encode(service({ ...spec, type: 'ExternalName', externalName: 'a' }));
    const shown = { selector: spec.selector, type: 'ExternalName', sessionAffinity: 'None', externalName: 'a' };
    const stored = { ...shown, internalTrafficPolicy: 'Local' };
    expect(specOf(codec.text(alias, { revision: 1 }))).toEqual(shown);
    expect(specOf(codec.itemText(alias, { revision: 1 }))).toEqual(shown);
    expect(specOf(codec.text(alias, { revision: 1, asStored: true }))).toEqual(stored);
    expect(codec.open(alias, 1).spec).toEqual(stored);
    const selecting = codec.encode(service({ ...spec, selector: { type: 'ExternalName' } }));
    expect(specOf(codec.text(selecting, { revision: 1 }))).toMatchObject({ internalTrafficPolicy: 'Local' });
  });

  it('begins with an empty status', () => {
    const object = service(
      {},
      { status: { conditions: [{ type: 'A' }], loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } } },
    );
    services.strategy.prepareForCreate(object);
    expect(object.status).toEqual({ loadBalancer: {} });
  });

  it('drops what its new type has no use for, and the load balancer that it had', () => {
    const status = { loadBalancer: { ingress: [{ ip: '1.2.3.4', ipMode: 'VIP' }] } };
    const ports = [{ port: 80, nodePort: 30_100 }];
    const local = { externalTrafficPolicy: 'Local', healthCheckNodePort: 30_200, loadBalancerClass: 'a/b' };
    const old = { ...given({ type: 'LoadBalancer', ports, ...local }), status };
    const next = given({ ports, ...local, allocateLoadBalancerNodePorts: true });
    services.strategy.prepareForUpdate(next, old);
    expect(next.status).toEqual({ loadBalancer: {} });
    const { type, healthCheckNodePort, loadBalancerClass, externalTrafficPolicy, allocateLoadBalancerNodePorts } =
      next.spec;
    expect({
      type,
      healthCheckNodePort,
      loadBalancerClass,
      externalTrafficPolicy,
      allocateLoadBalancerNodePorts,
    }).toEqual({
      type: 'ClusterIP',
    });
    expect(next.spec.ports?.[0]?.nodePort).toBeUndefined();
    const alias = given({ type: 'ExternalName', externalName: 'a.example.com' });
    services.strategy.prepareForUpdate(alias, given());
    const { clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy } = alias.spec;
    expect({ clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy }).toEqual({});
  });

  it('keeps what the client changed too, for validation to refuse', () => {
    const old = given({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_100 }] });
    const next = given({ ports: [{ port: 80, nodePort: 30_101 }] });
    services.strategy.prepareForUpdate(next, old);
    expect(next.spec.ports?.[0]?.nodePort).toBe(30_101);
  });

  it('is warned of where it says what counts for nothing', () => {
    const warnings = (spec: object, annotations = {}) =>
      services.strategy.warningsOnCreate(service(spec, { metadata: { name: 's', annotations } }));
    expect(
      warnings(
        {
          type: 'ClusterIP',
          clusterIP: 'None',
          clusterIPs: ['None'],
          loadBalancerIP: '::ffff:1.2.3.4',
          externalIPs: ['010.0.0.1'],
          sessionAffinity: 'ClientIP',
          externalName: 'a',
          loadBalancerSourceRanges: ['10.0.0.1/8'],
        },
        { 'service.kubernetes.io/topology-aware-hints': 'auto' },
      ),
    ).toEqual([
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
      'spec.loadBalancerIP is ignored for headless services',
      'spec.externalIPs is ignored for headless services',
      'spec.SessionAffinity is ignored for headless services',
      'spec.externalIPs[0]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
      'spec.loadBalancerIP: non-standard IP address "::ffff:1.2.3.4" is invalid: use "1.2.3.4"',
      'spec.loadBalancerSourceRanges[0]: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ]);
    expect(warnings({ type: 'ExternalName', externalIPs: ['1.2.3.4'] })).toEqual([
      'spec.externalIPs is ignored when spec.type is "ExternalName"',
    ]);
    expect(warnings({ type: 'NodePort', externalIPs: ['1.2.3.4'], trafficDistribution: 'PreferClose' })).toEqual([
      'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ]);
    expect(warnings({ clusterIP: 'FD00::1', clusterIPs: ['FD00::1'] })).toEqual([
      'spec.clusterIPs[0]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
    ]);
  });
});

describe('a row of services', () => {
  const NOW = Date.UTC(2026, 0, 1, 0, 5);
  const cells = (spec: object, status: object = {}) =>
    services.table.row(
      service(spec, { metadata: { name: 's', creationTimestamp: '2026-01-01T00:00:00Z' }, status }),
      NOW,
    ).cells;

  it('tells where the service is found', () => {
    const ports = [{ port: 80 }, { port: 53, protocol: 'UDP', nodePort: 30_053 }];
    expect(cells({ clusterIPs: ['10.96.1.1'], ports, selector: { b: '2', a: '1' } })).toEqual([
      's',
      'ClusterIP',
      '10.96.1.1',
      '<none>',
      '80/TCP,53:30053/UDP',
      '5m',
      'a=1,b=2',
    ]);
    expect(cells({ type: 'ExternalName', externalName: 'a.example.com' }).slice(1)).toEqual([
      'ExternalName',
      '<none>',
      'a.example.com',
      '<none>',
      '5m',
      '<none>',
    ]);
    expect(cells({ type: 'Sofa' })[3]).toBe('<unknown>');
  });

  it('tells what leads to it from outside', () => {
    const type = 'LoadBalancer';
    const loadBalancer = { ingress: [{ ip: '2.2.2.2' }, { hostname: 'b.example.com' }, { ip: '1.1.1.1' }, {}] };
    expect(cells({ type })[3]).toBe('<pending>');
    expect(cells({ type, externalIPs: ['3.3.3.3'] }, { loadBalancer })[3]).toBe(
      '1.1.1.1,2.2.2.2,b.example.com,3.3.3.3',
    );
    expect(cells({ type: 'NodePort', externalIPs: ['3.3.3.3', '4.4.4.4'] })[3]).toBe('3.3.3.3,4.4.4.4');
  });
});
