import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../../schemas/core/v1/container.ts';
import { container } from '../objects.ts';
import { containerErrors, specErrors } from './spec-errors.ts';

const port = (hostPort: number, members = {}) => ({ containerPort: 80, hostPort, protocol: 'TCP', ...members });

describe('ports of containers', () => {
  it.each([
    [{ containerPort: 0 }, ['ports[0].containerPort: Required value']],
    [{ containerPort: -1 }, ['ports[0].containerPort: Invalid value: -1: must be between 1 and 65535, inclusive']],
    [{ hostPort: 70000 }, ['ports[0].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive']],
    [{ name: '-x' }, ['ports[0].name: Invalid value: "-x": must not begin or end with a hyphen']],
    [
      { name: 'Bad_Port' },
      [
        'ports[0].name: Invalid value: "Bad_Port": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ],
    ],
    [
      { name: 'toolongportname12' },
      ['ports[0].name: Invalid value: "toolongportname12": must be no more than 15 characters'],
    ],
    [
      { name: '1--2' },
      [
        'ports[0].name: Invalid value: "1--2": must contain at least one letter (a-z)',
        'ports[0].name: Invalid value: "1--2": must not contain consecutive hyphens',
      ],
    ],
    [{ protocol: 'ICMP' }, ['ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"']],
  ])('may not be %j', (members, errors) => {
    expect(containerErrors({ ports: [{ containerPort: 80, protocol: 'TCP', ...members }] })).toEqual(errors);
  });

  it('take different ports of the node in all containers together, but not in init containers', () => {
    const a = container('a', { ports: [port(1), port(1, { protocol: 'UDP' }), port(1, { hostIP: '10.0.0.1' })] });
    const b = container('b', { ports: [port(1)] });
    expect(specErrors({ containers: [a, b] })).toEqual([
      'spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//1"',
    ]);
    expect(specErrors({ containers: [a], initContainers: [b] })).toEqual([]);
  });

  it("are the node's where the network is", () => {
    expect(specErrors({ hostNetwork: true, containers: [container('a', { ports: [port(81)] })] })).toEqual([
      'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ]);
  });
});

describe('init containers', () => {
  const probe = { exec: { command: ['true'] }, successThreshold: 1 };

  it('have neither hooks nor probes, and no resize that restarts them, unless they are sidecars', () => {
    const members: Partial<Container> = {
      livenessProbe: probe,
      lifecycle: { preStop: { sleep: { seconds: 1 } } },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
    };
    const sidecar = container('i', { ...members, restartPolicy: 'Always' });
    expect(specErrors({ initContainers: [sidecar] })).toEqual([]);
    expect(specErrors({ initContainers: [container('i', members)] })).toEqual([
      'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
      `spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": must not be set to 'RestartContainer' for non-sidecar initContainers`,
    ]);
  });
});

describe('restarts of containers', () => {
  it('follow rules only beside a policy', () => {
    const rule = { action: 'Restart', exitCodes: { operator: 'In', values: [42] } };
    expect(containerErrors({ restartPolicy: 'Never', restartPolicyRules: [rule] })).toEqual([]);
    expect(containerErrors({ restartPolicyRules: [rule] })).toEqual([
      'restartPolicy: Required value: must specify restartPolicy when restart rules are used',
    ]);
  });

  it('follow rules that are looked at without a policy too, but for those of init containers', () => {
    const members = { restartPolicyRules: [{ action: 'Ignore' }] };
    const missing = 'restartPolicy: Required value: must specify restartPolicy when restart rules are used';
    expect(containerErrors(members)).toEqual([
      missing,
      'restartPolicyRules[0].action: Unsupported value: "Ignore": supported values: "Restart", "RestartAllContainers"',
      'restartPolicyRules[0].exitCodes: Required value: must be specified',
    ]);
    expect(specErrors({ initContainers: [container('init', members)] })).toEqual([`spec.initContainers[0].${missing}`]);
  });

  it('follow rules that there are', () => {
    const restartPolicyRules = [{ action: 'Ignore', exitCodes: { operator: 'Is' } }, { action: 'Restart' }];
    expect(containerErrors({ restartPolicy: 'Sometimes', restartPolicyRules })).toEqual([
      'restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
      'restartPolicyRules[0].action: Unsupported value: "Ignore": supported values: "Restart", "RestartAllContainers"',
      'restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"',
      'restartPolicyRules[1].exitCodes: Required value: must be specified',
    ]);
  });

  it('do not follow a resize where the pod never restarts', () => {
    const resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
    expect(containerErrors({ resizePolicy })).toEqual([]);
    expect(containerErrors({ resizePolicy }, { restartPolicy: 'Never' })).toEqual([
      `resizePolicy: Invalid value: "RestartContainer": must be 'NotRequired' when pod \`restartPolicy\` is 'Never'`,
    ]);
    const sidecar = container('sidecar', { restartPolicy: 'Always', resizePolicy });
    expect(specErrors({ initContainers: [sidecar], restartPolicy: 'Never' })).toEqual([
      `spec.initContainers[0].resizePolicy: Invalid value: "RestartContainer": must be 'NotRequired' when pod \`restartPolicy\` is 'Never'`,
    ]);
    const odd = [
      { resourceName: 'disk', restartPolicy: 'Maybe' },
      { resourceName: 'disk', restartPolicy: 'NotRequired' },
    ];
    expect(containerErrors({ resizePolicy: odd })).toEqual([
      'resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"',
      'resizePolicy: Unsupported value: "Maybe": supported values: "NotRequired", "RestartContainer"',
      'resizePolicy[1]: Duplicate value: "disk"',
      'resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"',
    ]);
  });
});

describe('ephemeral containers', () => {
  it('have none of what a pod relies on', () => {
    const ephemeral = {
      ...container('main', { ports: [port(0)], resources: { limits: { cpu: '1' } }, image: ' i' }),
      targetContainerName: 'gone',
    };
    expect(specErrors({ ephemeralContainers: [ephemeral] })).toEqual([
      'spec.ephemeralContainers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
      'spec.ephemeralContainers[0].name: Duplicate value: "main"',
      'spec.ephemeralContainers[0].targetContainerName: Not found: "gone"',
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ]);
  });
});
