import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { SecurityContext } from '../../../../../schemas/core/v1/security-context.ts';
import { validatePodCreate, validatePodMetadataAndSpec } from '../../../../../src/kinds/core/pods/validation.ts';
import { container, pod } from '../objects.ts';
import { containerErrors, specErrors } from './spec-errors.ts';

describe('privileges of a container', () => {
  it.each<[SecurityContext, string[]]>([
    [{ runAsUser: 0, runAsGroup: 2 ** 31 - 1, procMount: 'Default' }, []],
    [{ runAsUser: -1 }, ['runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive']],
    [{ procMount: 'Unmasked' }, ['procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`']],
    [
      { seccompProfile: { type: 'Localhost' } },
      ['seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost'],
    ],
    [
      { seccompProfile: { type: 'Localhost', localhostProfile: '/p' } },
      ['seccompProfile.localhostProfile: Invalid value: "/p": must be a relative path'],
    ],
    [
      { seccompProfile: { type: 'Unconfined', localhostProfile: 'p' } },
      [
        'seccompProfile.localhostProfile: Invalid value: {"Type":"Unconfined","LocalhostProfile":"p"}: can only be set when seccomp type is Localhost',
      ],
    ],
    [
      { appArmorProfile: { type: 'Localhost', localhostProfile: ' p' } },
      ['appArmorProfile.localhostProfile: Invalid value: " p": must not be padded with whitespace'],
    ],
    [
      { appArmorProfile: { type: 'Other' } },
      [
        'appArmorProfile.type: Unsupported value: "Other": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      ],
    ],
    [
      { windowsOptions: { runAsUserName: 'a\\b\\c' } },
      [
        'windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash',
      ],
    ],
    [
      { windowsOptions: { runAsUserName: 'dom:ain\\. .' } },
      [
        `windowsOptions.runAsUserName: Invalid value: "dom:ain\\\\. .": runAsUserName's Domain doesn't match the NetBios nor the DNS format`,
        `windowsOptions.runAsUserName: Invalid value: "dom:ain\\\\. .": runAsUserName's User cannot contain only periods or spaces`,
      ],
    ],
  ])('%j: %j', (securityContext, errors) => {
    const found = containerErrors({ securityContext });
    expect(found.map((error) => error.replace('securityContext.', ''))).toEqual(errors);
  });

  it('are not all and withheld at once', () => {
    const [error] = containerErrors({ securityContext: { privileged: true, allowPrivilegeEscalation: false } });
    expect(error).toContain('securityContext: Invalid value: {"Capabilities":null,"Privileged":true,');
    expect(error).toContain('cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
  });
});

describe('privileges of a pod', () => {
  it.each<[Partial<PodSpec>, string[]]>([
    [
      { securityContext: { fsGroup: -1, supplementalGroups: [1, -2] } },
      [
        'spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive',
        'spec.securityContext.supplementalGroups[1]: Invalid value: -2: must be between 0 and 2147483647, inclusive',
      ],
    ],
    [
      { securityContext: { fsGroupChangePolicy: 'Never' } },
      [
        'spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch"',
      ],
    ],
    [
      { shareProcessNamespace: true, hostPID: true },
      [
        'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      ],
    ],
    [
      {
        hostNetwork: true,
        securityContext: {
          sysctls: [
            { name: 'net/core/somaxconn', value: '1' },
            { name: 'kernel.sem', value: '' },
          ],
        },
      },
      [
        `spec.securityContext.sysctls[0].name: Invalid value: "net/core/somaxconn": may not be specified when 'hostNetwork' is true`,
      ],
    ],
    [
      {
        hostIPC: true,
        securityContext: {
          sysctls: [
            { name: 'kernel.sem', value: '' },
            { name: 'kernel.sem', value: '' },
          ],
        },
      },
      [
        `spec.securityContext.sysctls[0].name: Invalid value: "kernel.sem": may not be specified when 'hostIPC' is true`,
        'spec.securityContext.sysctls[1].name: Duplicate value: "kernel.sem"',
        `spec.securityContext.sysctls[1].name: Invalid value: "kernel.sem": may not be specified when 'hostIPC' is true`,
      ],
    ],
    [
      {
        hostIPC: true,
        securityContext: {
          sysctls: ['kernel.msg', 'kernel/shm', 'kernel.shm_other'].map((name) => ({ name, value: '' })),
        },
      },
      [
        `spec.securityContext.sysctls[0].name: Invalid value: "kernel.msg": may not be specified when 'hostIPC' is true`,
        `spec.securityContext.sysctls[1].name: Invalid value: "kernel/shm": may not be specified when 'hostIPC' is true`,
      ],
    ],
    [
      { hostUsers: false, hostNetwork: true, hostPID: true },
      ['spec.hostNetwork: Forbidden: when `hostUsers` is false', 'spec.HostPID: Forbidden: when `hostUsers` is false'],
    ],
    [{ os: { name: 'plan9' } }, ['spec.os: Unsupported value: "plan9": supported values: "linux", "windows"']],
    [
      { os: { name: 'linux' }, securityContext: { windowsOptions: {} } },
      ['spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod'],
    ],
    [
      {
        os: { name: 'windows' },
        hostPID: true,
        securityContext: { fsGroup: 1 },
        containers: [container('a', { securityContext: { privileged: false } })],
      },
      [
        'spec.hostPID: Forbidden: cannot be set for a windows pod',
        'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
        'spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod',
      ],
    ],
    [
      {
        securityContext: { windowsOptions: { hostProcess: true } },
        containers: [container('a', { securityContext: { windowsOptions: { hostProcess: false } } })],
        initContainers: [container('b')],
      },
      [
        'spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
        'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
        'spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
      ],
    ],
  ])('%j: %j', (spec, errors) => {
    expect(specErrors(spec)).toEqual(errors);
  });

  it('relabel volumes file by file, as long as mounting with a label is switched off', () => {
    expect(specErrors({ securityContext: { seLinuxChangePolicy: 'Recursive' } })).toEqual([]);
    expect(specErrors({ securityContext: { seLinuxChangePolicy: 'MountOption' } })).toEqual([
      'spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
    ]);
  });

  it('may relabel volumes in any way that is supported where the pod has a way already', () => {
    const old = pod({ spec: { securityContext: { seLinuxChangePolicy: 'Recursive' } } });
    const change = (seLinuxChangePolicy: string) =>
      validatePodMetadataAndSpec(pod({ spec: { securityContext: { seLinuxChangePolicy } } }), old);
    expect(change('MountOption')).toEqual([]);
    expect(change('Other').map(({ message }) => message)).toEqual([
      'Unsupported value: "Other": supported values: "MountOption", "Recursive"',
    ]);
  });

  it('are the same in annotations and fields', () => {
    const annotations = {
      'seccomp.security.alpha.kubernetes.io/pod': 'docker/default',
      'container.seccomp.security.alpha.kubernetes.io/main': 'localhost/a',
      'container.apparmor.security.beta.kubernetes.io/main': 'unconfined',
    };
    const check = (securityContext: SecurityContext) =>
      validatePodCreate(
        pod({
          metadata: { annotations },
          spec: {
            containers: [container('main', { securityContext })],
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          },
        }),
      ).map(({ field, message }) => `${field}: ${message}`);
    expect(check({ seccompProfile: { type: 'Localhost', localhostProfile: 'a' } })).toEqual([]);
    expect(
      check({
        seccompProfile: { type: 'Localhost', localhostProfile: 'b' },
        appArmorProfile: { type: 'RuntimeDefault' },
      }),
    ).toEqual([
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match',
      'spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match',
    ]);
  });
});
