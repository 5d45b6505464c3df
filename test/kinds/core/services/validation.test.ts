import { describe, expect, it } from 'vitest';
import { services } from '../../../../src/kinds/core/services/index.ts';
import { serviceStatusStrategy } from '../../../../src/kinds/core/services/status-strategy.ts';
import { errorTexts } from '../../../support/field-errors.ts';
import { given, PORTS, service } from './services.ts';

const { strategy } = services;
const errorsOf = (spec: object, annotations: Record<string, string> = {}) =>
  errorTexts(strategy.validate(service(spec, { metadata: { name: 's', namespace: 'default', annotations } })));

describe('a new service', () => {
  it('is right with a port, without one where it has no address, or as another name', () => {
    expect(errorsOf({ ports: PORTS })).toEqual([]);
    expect(errorsOf({ clusterIP: 'None', clusterIPs: ['None'] })).toEqual([]);
    expect(errorsOf({ type: 'ExternalName', externalName: 'a.example.com.' })).toEqual([]);
    expect(errorsOf({})).toEqual(['spec.ports: Required value']);
  });

  it.each<[what: string, spec: object, errors: unknown[]]>([
    [
      'type',
      { type: 'Sofa', ports: PORTS },
      [
        'spec.type: Unsupported value: "Sofa": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    ],
    [
      'alias',
      {
        type: 'ExternalName',
        clusterIP: '10.96.1.1',
        clusterIPs: ['10.96.1.1'],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
      [
        'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
        'spec.externalName: Required value',
      ],
    ],
    [
      'name of an alias',
      { type: 'ExternalName', externalName: 'A_b' },
      [expect.stringMatching(/^spec.externalName: Invalid value: "A_b": a lowercase RFC 1123 subdomain/)],
    ],
    [
      'type without an address',
      { type: 'NodePort', ports: PORTS, clusterIP: 'None', clusterIPs: ['None'] },
      ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
    ],
    [
      'ports',
      {
        ports: [
          { name: 'a', port: 0, targetPort: 80 },
          { name: 'a', port: 80, protocol: 'ICMP', targetPort: 'No', appProtocol: 'a b' },
          { port: 81, targetPort: 70_000 },
        ],
      },
      [
        'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.ports[1].name: Duplicate value: "a"',
        'spec.ports[1].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
        'spec.ports[1].targetPort: Invalid value: "No": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        expect.stringMatching(/^spec.ports\[1\].appProtocol: Invalid value: "a b": name part must consist/),
        'spec.ports[2].name: Required value',
        'spec.ports[2].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ],
    ],
    [
      'repeated ports',
      {
        ports: [
          { name: 'a', port: 80, nodePort: 30_000 },
          { name: 'b', port: 80, nodePort: 30_000 },
          { name: 'c', port: 80, protocol: 'UDP' },
        ],
      },
      [
        "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
        "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
        'spec.ports[1].nodePort: Duplicate value: 30000',
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ],
    ],
    [
      'affinity',
      { ports: PORTS, sessionAffinity: 'Love' },
      ['spec.sessionAffinity: Unsupported value: "Love": supported values: "ClientIP", "None"'],
    ],
    [
      'time of an affinity',
      { ports: PORTS, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } },
      [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
      ],
    ],
    [
      'addresses from outside',
      { ports: PORTS, externalIPs: ['x', '127.0.0.1', '0.0.0.0', 'fe80::1', 'ff02::1', '224.0.0.1', '1.2.3.4', '::'] },
      [
        'spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        'spec.externalIPs[2]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
        'spec.externalIPs[3]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
        'spec.externalIPs[4]: Invalid value: "ff02::1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
        'spec.externalIPs[5]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
        'spec.externalIPs[7]: Invalid value: "::": may not be unspecified (::)',
      ],
    ],
    [
      'what only a load balancer has',
      {
        ports: PORTS,
        loadBalancerSourceRanges: ['10.0.0.0/8', ' 10.0.0.1/8'],
        allocateLoadBalancerNodePorts: true,
        loadBalancerClass: 'a',
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30_000,
      },
      [
        "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
        'spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
        "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
        "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
        'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
        "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      'load balancer',
      { type: 'LoadBalancer', ports: PORTS, externalTrafficPolicy: 'Local', loadBalancerClass: 'a b' },
      [
        expect.stringMatching(/^spec.loadBalancerClass: Invalid value: "a b": name part must consist/),
        'spec.healthCheckNodePort: Required value',
      ],
    ],
    [
      'policies',
      {
        type: 'NodePort',
        ports: PORTS,
        externalTrafficPolicy: 'A',
        internalTrafficPolicy: 'B',
        trafficDistribution: 'C',
      },
      [
        'spec.externalTrafficPolicy: Unsupported value: "A": supported values: "Cluster", "Local"',
        'spec.internalTrafficPolicy: Unsupported value: "B": supported values: "Cluster", "Local"',
        'spec.trafficDistribution: Unsupported value: "C": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
      ],
    ],
    [
      'addresses that disagree',
      {
        ports: PORTS,
        clusterIP: '10.96.1.1',
        clusterIPs: ['10.96.1.2', 'fd00::1'],
        ipFamilies: ['IPv6', 'IPv6', 'IPv9'],
      },
      [
        'spec.clusterIPs: Invalid value: ["10.96.1.2","fd00::1"]: first value must match `clusterIP`',
        'spec.ipFamilies[1]: Duplicate value: "IPv6"',
        'spec.ipFamilies[2]: Unsupported value: "IPv9": supported values: "IPv4", "IPv6"',
        'spec.clusterIPs[0]: Invalid value: "10.96.1.2": expected an IPv6 value as indicated by `ipFamilies[0]`',
      ],
    ],
    [
      'addresses that are none',
      { ports: PORTS, clusterIP: 'None', clusterIPs: ['None', 'x', 'None'], ipFamilyPolicy: 'No' },
      [
        'spec.ipFamilyPolicy: Unsupported value: "No": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"',
        `spec.clusterIPs: Invalid value: ["None","x","None"]: 'None' must be the first and only value`,
        'spec.clusterIPs[1]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.clusterIPs[2]: Invalid value: "None": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.clusterIPs: Invalid value: ["None","x","None"]: may only hold up to 2 values',
      ],
    ],
    [
      'two addresses of one family',
      { ports: PORTS, clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.1', '10.96.1.2'] },
      ['spec.clusterIPs: Invalid value: ["10.96.1.1","10.96.1.2"]: may specify no more than one IP for each IP family'],
    ],
    [
      'plural alone',
      { ports: PORTS, clusterIPs: ['10.96.1.1'] },
      ['spec.clusterIPs: Invalid value: ["10.96.1.1"]: must be empty when `clusterIP` is not specified'],
    ],
    ['singular alone', { ports: PORTS, clusterIP: '10.96.1.1' }, ['spec.clusterIPs: Required value']],
  ])('is refused for its %s', (_, spec, errors) => {
    expect(errorsOf(spec)).toEqual(errors);
  });

  it('is refused for annotations that contradict it or each other', () => {
    const ranges = { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, x' };
    const path = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
    expect(errorsOf({ ports: PORTS }, ranges)).toEqual([
      `${path}: Forbidden: may only be used when \`type\` is 'LoadBalancer'`,
      `${path}: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ]);
    const topology = {
      'service.kubernetes.io/topology-aware-hints': 'auto',
      'service.kubernetes.io/topology-mode': 'Auto',
    };
    expect(errorsOf({ ports: PORTS }, topology)).toEqual([
      'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "Auto": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
    ]);
  });

  it('has a DNS label for its name, which may begin with a digit', () => {
    const named = (name: string) =>
      errorTexts(strategy.validate(service({ ports: PORTS }, { metadata: { name, namespace: 'default' } })));
    expect(named('1a')).toEqual([]);
    expect(named('a.b')).toEqual(['metadata.name: Invalid value: "a.b": must not contain dots']);
  });
});

describe('an update of a service', () => {
  const update = (next: object, old: object = {}) => errorTexts(strategy.validateUpdate(given(next), given(old)));

  it('keeps the address, unless the service becomes another name or was one', () => {
    expect(update({})).toEqual([]);
    expect(update({ clusterIP: '10.96.1.2', clusterIPs: ['10.96.1.2'] })).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.1.2"]: may not change once set',
    ]);
    expect(update({ clusterIP: '', clusterIPs: [], ipFamilies: [] })).toEqual([
      'spec.clusterIPs[0]: Invalid value: []: primary clusterIP can not be unset',
      'spec.ipFamilies[0]: Invalid value: []: primary ipFamily can not be unset',
    ]);
    expect(update({ ipFamilies: ['IPv6'], clusterIP: 'None', clusterIPs: ['None'] })).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
    ]);
    const alias = { type: 'ExternalName', externalName: 'a', clusterIP: '', clusterIPs: [], ipFamilies: [] };
    expect(errorTexts(strategy.validateUpdate(given(), service(alias)))).toEqual([]);
  });

  it('gives up a second family by its policy only', () => {
    const dual = {
      clusterIPs: ['10.96.1.1', 'fd00::1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    };
    expect(update({}, dual)).toEqual([]);
    expect(update({ ipFamilyPolicy: 'PreferDualStack' }, dual)).toEqual([
      'spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to \'SingleStack\' when releasing the secondary clusterIP',
      'spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to \'SingleStack\' when releasing the secondary ipFamily',
    ]);
    expect(update(dual)).toEqual([]);
    expect(update({ ...dual, clusterIP: '10.96.1.2', clusterIPs: ['10.96.1.2', 'fd00::1'] })).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["10.96.1.2","fd00::1"]: may not change once set',
    ]);
  });

  it('keeps the class and the health check of a load balancer', () => {
    const balanced = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30_200 };
    expect(update({ ...balanced, loadBalancerClass: 'a/b', healthCheckNodePort: 30_201 }, balanced)).toEqual([
      'spec.loadBalancerClass: Invalid value: "a/b": may not change once set',
      'spec.healthCheckNodePort: Forbidden: field is immutable',
    ]);
  });

  it('leaves addresses alone that were once valid', () => {
    const old = { externalIPs: ['010.0.0.1'], type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/8'] };
    expect(update(old, old)).toEqual([]);
    const spaced = { ...old, loadBalancerSourceRanges: [' 10.0.0.1/8 '] };
    expect(update(spaced, old)).toEqual([]);
    expect(update(old, spaced)).toEqual([]);
    expect(update({ ...old, externalIPs: ['010.0.0.2'] }, old)).toEqual([
      'spec.externalIPs[0]: Invalid value: "010.0.0.2": must not have leading 0s',
    ]);
  });
});

describe('the status of a service', () => {
  const status = (ingress: readonly object[]) => ({ loadBalancer: { ingress } });
  const update = (ingress: readonly object[], old = given({ type: 'LoadBalancer' })) =>
    errorTexts(serviceStatusStrategy.validateUpdate({ ...given(), status: status(ingress) as never }, old));

  it('has a load balancer where the service is of that type', () => {
    expect(update([{ ip: '1.2.3.4', ipMode: 'Proxy' }, { hostname: 'a.example.com' }])).toEqual([]);
    expect(update([{ hostname: 'a.example.com' }], given())).toEqual([
      "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
    ]);
    expect(update([{ ip: 'x' }, { ipMode: 'VIP' }, { ip: '1.2.3.4', ipMode: 'No', hostname: '1.2.3.4' }])).toEqual([
      'status.loadBalancer.ingress[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'status.loadBalancer.ingress[0].ipMode: Required value: must be specified when `ip` is set',
      'status.loadBalancer.ingress[1].ipMode: Forbidden: may not be specified when `ip` is not set',
      'status.loadBalancer.ingress[2].ipMode: Unsupported value: "No": supported values: "Proxy", "VIP"',
      'status.loadBalancer.ingress[2].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
    ]);
  });
});

describe('an update of a service', () => {
  it('looks at the metadata once', () => {
    const next = service(
      { ports: PORTS },
      { metadata: { name: 's', namespace: 'default', resourceVersion: '1', labels: { 'bad key': 'x' } } },
    );
    expect(strategy.validateUpdate(next, service({ ports: PORTS })).map(({ field }) => field)).toEqual([
      'metadata.labels',
    ]);
  });

  it('takes the policy for traffic from outside away with the last address outside', () => {
    const old = given({ externalIPs: ['10.1.2.3'] });
    const next = given({ externalTrafficPolicy: 'Cluster' });
    expect(old.spec.externalTrafficPolicy).toBe('Cluster');
    strategy.prepareForUpdate(next, old);
    expect(next.spec.externalTrafficPolicy).toBeUndefined();
  });

  it('warns of addresses of a load balancer that are not in canonical form', () => {
    const status = { loadBalancer: { ingress: [{ ip: '10.1.2.3' }, { ip: '2001:DB8::1' }] } };
    const next = service({ type: 'LoadBalancer', ports: PORTS }, { status });
    expect(serviceStatusStrategy.warningsOnUpdate(next, next)).toEqual([
      'status.loadBalancer.ingress[1]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
    ]);
  });
});
