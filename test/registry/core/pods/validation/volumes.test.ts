import { describe, expect, it } from 'vitest';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { specErrors, volumeErrors } from './spec-errors.ts';

type Source = Omit<Volume, 'name'>;
const claim = (members = {}) => ({
  volumeClaimTemplate: {
    metadata: {},
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...members },
  },
});

describe('a volume', () => {
  it.each<[string, Source]>([
    ['an empty folder', { emptyDir: { sizeLimit: '64Mi' } }],
    ['a folder of the node', { hostPath: { path: '/data', type: 'Directory' } }],
    ['a secret', { secret: { secretName: 's', items: [{ key: 'k', path: 'p', mode: 0o600 }] } }],
    [
      'fields of the pod',
      { downwardAPI: { items: [{ path: 'l', fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['a/b']" } }] } },
    ],
    ['an export of NFS', { nfs: { server: 's', path: '/p' } }],
    ['an iSCSI disk with an odd space', { iscsi: { targetPortal: 't', iqn: 'iqn.2001-04.a:b\u00a0c', lun: 0 } }],
    ['an iSCSI disk', { iscsi: { targetPortal: 't', iqn: 'iqn.2001-04.com.example:storage', lun: 0 } }],
    ['a driver', { csi: { driver: 'CSI.example.com' } }],
    ['a claim of its own', { ephemeral: claim() }],
    ['an image', { image: { reference: 'a', pullPolicy: 'Always' } }],
    ['a token', { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 600 } }] } }],
  ])('may be %s', (_, source) => {
    expect(volumeErrors(source)).toEqual([]);
  });

  it('has exactly one source', () => {
    expect(volumeErrors({})).toEqual([': Required value: must specify a volume type']);
    const many = { emptyDir: {}, hostPath: { path: '' }, cephfs: { monitors: [] }, downwardAPI: {} };
    expect(volumeErrors(many)).toEqual([
      'hostPath: Forbidden: may not specify more than 1 volume type',
      'cephFS: Forbidden: may not specify more than 1 volume type',
      'downwarAPI: Forbidden: may not specify more than 1 volume type',
    ]);
  });

  it.each<[Source, string[]]>([
    [
      { emptyDir: { sizeLimit: '-1' } },
      ['emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity'],
    ],
    [{ hostPath: { path: '' } }, ['hostPath.path: Required value']],
    [{ hostPath: { path: '/a/../b' } }, [`hostPath.path: Invalid value: "/a/../b": must not contain '..'`]],
    [
      { gitRepo: { repository: '', directory: '/d' } },
      ['gitRepo.repository: Required value', 'gitRepo.directory: Invalid value: "/d": must be a relative path'],
    ],
    [{ secret: { secretName: '' } }, ['secret.secretName: Required value']],
    [
      { configMap: { name: 'c', defaultMode: 1000 } },
      ['configMap.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [
      { configMap: { items: [{ key: '', path: '..a' }] } },
      [
        'configMap.name: Required value',
        'configMap.items[0].key: Required value',
        `configMap.items[0].path: Invalid value: "..a": must not start with '..'`,
      ],
    ],
    [
      { downwardAPI: { items: [{ path: '../x' }] } },
      [
        `downwardAPI.path: Invalid value: "../x": must not contain '..'`,
        'downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      ],
    ],
    [{ image: { pullPolicy: 'Always' } }, ['image.reference: Required value']],
    [{ nfs: { server: 's', path: 'rel' } }, ['nfs.path: Invalid value: "rel": must be an absolute path']],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.x', lun: 256 } },
      [
        'iscsi.iqn: Invalid value: "iqn.x": must be valid format',
        'iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive',
      ],
    ],
    [{ fc: { targetWWNs: ['w'] } }, ['fc.lun: Required value: lun is required if targetWWNs is specified']],
    [{ gcePersistentDisk: { pdName: '' } }, ['persistentDisk.pdName: Required value']],
    [{ rbd: { monitors: [], image: '' } }, ['rbd.monitors: Required value', 'rbd.image: Required value']],
    [{ csi: { driver: '' } }, ['csi.driver: Required value']],
    [
      { flexVolume: { driver: 'd', options: { 'a.K8s.io/x': '' } } },
      ['flexVolume.options[a.K8s.io/x]: Invalid value: "a.K8s.io/x": kubernetes.io and k8s.io namespaces are reserved'],
    ],
    [
      { image: { reference: '', pullPolicy: 'Sometimes' } },
      [
        'image.reference: Required value',
        'image.pullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
      ],
    ],
    [{ persistentVolumeClaim: { claimName: '' } }, ['persistentVolumeClaim.claimName: Required value']],
  ])('%j is refused', (source, errors) => {
    expect(volumeErrors(source)).toEqual(errors);
  });

  it('of several sources writes each file once', () => {
    const secret = { name: 's', items: [{ key: 'k', path: 'p' }] };
    expect(volumeErrors({ projected: { sources: [{ secret }, { configMap: secret, downwardAPI: {} }] } })).toEqual([
      'projected: Invalid value: "s": conflicting duplicate paths',
      'projected.sources[1]: Forbidden: may not specify more than 1 volume type per source',
    ]);
  });

  it('with a token that is valid for long enough needs a service account', () => {
    const token = { serviceAccountToken: { path: '', expirationSeconds: 599 } };
    expect(specErrors({ volumes: [{ name: 'v', projected: { sources: [token] } }] })).toEqual([
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
      'spec.volumes[0].projected.path: Required value',
      'spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set',
    ]);
  });

  it('with a claim of its own says what it wants', () => {
    expect(volumeErrors({ ephemeral: {} })).toEqual(['ephemeral.volumeClaimTemplate: Required value']);
    const spec = claim({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'], resources: {}, volumeMode: 'Tape' });
    expect(volumeErrors({ ephemeral: spec })).toEqual([
      'ephemeral.volumeClaimTemplate.spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
      'ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
      'ephemeral.volumeClaimTemplate.spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem"',
    ]);
  });

  it('does not use the claim that is made for another one', () => {
    const volumes = [
      { name: 'v', ephemeral: claim() },
      { name: 'w', persistentVolumeClaim: { claimName: 'p-v' } },
    ];
    expect(specErrors({ volumes })).toEqual([
      'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-v": must not reference a PVC that gets created for an ephemeral volume',
    ]);
  });
});
