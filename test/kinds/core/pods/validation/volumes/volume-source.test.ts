import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume', () => {
  it.each<object>([{}])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ emptyDir: {}, hostPath: { path: '' } }, ['hostPath: Forbidden: may not specify more than 1 volume type']],
    [{ hostPath: { path: '' }, emptyDir: {} }, ['hostPath: Forbidden: may not specify more than 1 volume type']],
    [
      {
        iscsi: { targetPortal: `${'a'.repeat(63)}`, iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.2015-02.a:c' },
        emptyDir: {},
      },
      [
        'iscsi: Forbidden: may not specify more than 1 volume type',
        'name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      ],
    ],
    [{ emptyDir: {}, gitRepo: {} }, ['gitRepo: Forbidden: may not specify more than 1 volume type']],
    [
      { emptyDir: {}, gcePersistentDisk: {} },
      ['gcePersistentDisk: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      { emptyDir: {}, awsElasticBlockStore: {} },
      ['awsElasticBlockStore: Forbidden: may not specify more than 1 volume type'],
    ],
    [{ emptyDir: {}, secret: {} }, ['secret: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, nfs: {} }, ['nfs: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, iscsi: {} }, ['iscsi: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, glusterfs: {} }, ['glusterfs: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, flocker: {} }, ['flocker: Forbidden: may not specify more than 1 volume type']],
    [
      { emptyDir: {}, persistentVolumeClaim: {} },
      ['persistentVolumeClaim: Forbidden: may not specify more than 1 volume type'],
    ],
    [{ emptyDir: {}, rbd: {} }, ['rbd: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, cinder: {} }, ['cinder: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, cephfs: {} }, ['cephFS: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, quobyte: {} }, ['quobyte: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, downwardAPI: {} }, ['downwarAPI: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, fc: {} }, ['fc: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, flexVolume: {} }, ['flexVolume: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, configMap: {} }, ['configMap: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, azureFile: {} }, ['azureFile: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, vsphereVolume: {} }, ['vsphereVolume: Forbidden: may not specify more than 1 volume type']],
    [
      { emptyDir: {}, photonPersistentDisk: {} },
      ['photonPersistentDisk: Forbidden: may not specify more than 1 volume type'],
    ],
    [{ emptyDir: {}, portworxVolume: {} }, ['portworxVolume: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, azureDisk: {} }, ['azureDisk: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, storageos: {} }, ['storageos: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, projected: {} }, ['projected: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, scaleIO: {} }, ['scaleIO: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, csi: {} }, ['csi: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, ephemeral: {} }, ['ephemeral: Forbidden: may not specify more than 1 volume type']],
    [{ emptyDir: {}, image: {} }, ['image: Forbidden: may not specify more than 1 volume type']],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
