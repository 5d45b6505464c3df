import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { specErrors } from './spec-errors.ts';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('a spec', () => {
  it.each<[Partial<PodSpec>]>([
    [{ serviceAccountName: 'robot', nodeName: 'n2.example.com', hostname: 'web', subdomain: 'svc' }],
    [{ activeDeadlineSeconds: 1, runtimeClassName: 'gvisor', preemptionPolicy: 'Never', hostnameOverride: 'a.b' }],
    [
      {
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['1.1.1.1'], searches: ['.', '_tcp.a.b.'], options: [{ name: 'x' }] },
      },
    ],
    [{ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.local'] }], readinessGates: [{ conditionType: 'a.b/c' }] }],
  ])('may be %j', (spec) => {
    expect(specErrors(spec)).toEqual([]);
  });

  it.each<[Partial<PodSpec>, string[]]>([
    [{ serviceAccountName: 'Bad Account' }, [`spec.serviceAccountName: Invalid value: "Bad Account": ${SUBDOMAIN}`]],
    [{ nodeName: 'N' }, [`spec.nodeName: Invalid value: "N": ${SUBDOMAIN}`]],
    [{ priorityClassName: 'P' }, [`spec.priorityClassName: Invalid value: "P": ${SUBDOMAIN}`]],
    [{ runtimeClassName: '' }, [`spec.runtimeClassName: Invalid value: "": ${SUBDOMAIN}`]],
    [
      { activeDeadlineSeconds: 0 },
      ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
    ],
    [{ hostname: 'a.b' }, ['spec.hostname: Invalid value: "a.b": must not contain dots']],
    [
      { hostnameOverride: 'a', setHostnameAsFQDN: true },
      ['spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true'],
    ],
    [
      { preemptionPolicy: 'Maybe' },
      ['spec.preemptionPolicy: Unsupported value: "Maybe": supported values: "PreemptLowerPriority", "Never"'],
    ],
    [{ preemptionPolicy: '' }, ['spec.preemptionPolicy: Required value']],
    [{ dnsPolicy: 'None' }, ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None']],
    [
      { dnsPolicy: 'None', dnsConfig: {} },
      ['spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None'],
    ],
    [
      { dnsConfig: { searches: ['_tcp.a', 'a_b._c', '_', 'a_'] } },
      ['_', 'a_'].map(
        (name, i) =>
          `spec.dnsConfig.searches[${i + 2}]: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')`,
      ),
    ],
    [{ os: { name: '' } }, ['spec.os.name: Required value']],
    [
      { dnsConfig: { nameservers: ['one'], options: [{}] } },
      [
        'spec.dnsConfig.nameservers[0]: Invalid value: "one": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'spec.dnsConfig.options[0]: Required value: must not be empty',
      ],
    ],
    [
      { dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } },
      [
        'spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]: must not have more than 3 nameservers',
      ],
    ],
    [
      { hostAliases: [{ ip: '010.0.0.1', hostnames: ['A'] }] },
      [
        'spec.hostAliases[0].ip: Invalid value: "010.0.0.1": must not have leading 0s',
        `spec.hostAliases[0].hostnames[0]: Invalid value: "A": ${SUBDOMAIN}`,
      ],
    ],
  ])('%j: %j', (spec, errors) => {
    expect(specErrors(spec)).toEqual(errors);
  });
});
