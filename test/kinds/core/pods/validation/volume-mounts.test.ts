import { describe, expect, it } from 'vitest';
import { containerErrors } from './spec-errors.ts';

const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
  { name: 'wrong', hostPath: { path: '' } },
];
const errors = (members: Parameters<typeof containerErrors>[0]) =>
  containerErrors(members, { volumes }).filter((error) => !error.startsWith('spec.volumes'));

describe('a mount', () => {
  it('is of a volume that has nothing wrong', () => {
    const volumeMounts = [
      { name: 'v', mountPath: '/a' },
      { name: 'wrong', mountPath: '/b' },
      { name: 'missing', mountPath: '' },
    ];
    expect(errors({ volumeMounts })).toEqual([
      'volumeMounts[1].name: Not found: "wrong"',
      'volumeMounts[2].name: Not found: "missing"',
      'volumeMounts[2].mountPath: Required value',
    ]);
  });

  it('has a path of its own, and stays within its volume', () => {
    const volumeMounts = [
      { name: 'v', mountPath: '/a', subPath: '/x' },
      { name: 'v', mountPath: '/a', subPath: 'a/../b', subPathExpr: 'x' },
    ];
    expect(errors({ volumeMounts })).toEqual([
      'volumeMounts.subPath: Invalid value: "/x": must be a relative path',
      'volumeMounts[1].mountPath: Invalid value: "/a": must be unique',
      `volumeMounts.subPath: Invalid value: "a/../b": must not contain '..'`,
      'volumeMounts[1].subPathExpr: Invalid value: "x": subPathExpr and subPath are mutually exclusive',
    ]);
  });

  it('reaches the node only from privileged containers', () => {
    const volumeMounts = [{ name: 'v', mountPath: '/a', mountPropagation: 'Bidirectional' }];
    expect(errors({ volumeMounts, securityContext: { privileged: true } })).toEqual([]);
    expect(errors({ volumeMounts })).toEqual([
      'volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
    ]);
  });

  it('is read-only all the way down where it is read-only', () => {
    const mount = { name: 'v', mountPath: '/a', recursiveReadOnly: 'Enabled' };
    expect(errors({ volumeMounts: [{ ...mount, readOnly: true }] })).toEqual([]);
    expect(errors({ volumeMounts: [{ ...mount, mountPropagation: 'HostToContainer' }] })).toEqual([
      'volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
      'volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified',
    ]);
  });
});

describe('a block device', () => {
  it('is a claim that is not mounted as well', () => {
    expect(errors({ volumeDevices: [{ name: 'claim', devicePath: '/dev/a' }] })).toEqual([]);
    const volumeDevices = [
      { name: 'v', devicePath: '/dev/a' },
      { name: 'claim', devicePath: '/dev/../b' },
      { name: 'missing', devicePath: '/m' },
    ];
    expect(errors({ volumeDevices, volumeMounts: [{ name: 'claim', mountPath: '/m' }] })).toEqual([
      'volumeMounts[0].name: Invalid value: "claim": must not already exist in volumeDevices',
      'volumeMounts[0].mountPath: Invalid value: "/m": must not already exist as a path in volumeDevices',
      'volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      `volumeDevices[1].devicePath: Invalid value: "/dev/../b": can not contain backsteps ('..')`,
      'volumeDevices[1].name: Invalid value: "claim": must not already exist in volumeMounts',
      'volumeDevices[2].name: Not found: "missing"',
      'volumeDevices[2].devicePath: Invalid value: "/m": must not already exist as a path in volumeMounts',
    ]);
  });
});
