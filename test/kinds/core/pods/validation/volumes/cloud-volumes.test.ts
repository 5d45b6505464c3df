import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a disk of a cloud', () => {
  it.each<object>([
    { gcePersistentDisk: { pdName: 'd', partition: 255 } },
    { awsElasticBlockStore: { volumeID: 'v', partition: 0 } },
    { azureDisk: { diskName: 'd', diskURI: 'https://b/c.vhd' } },
    { azureDisk: { diskName: 'd', diskURI: 'https://b/c.vhd', cachingMode: 'ReadOnly', kind: 'Dedicated' } },
    { azureDisk: { diskName: 'd', diskURI: '/subscriptions/s/x', kind: 'Managed' } },
    { azureFile: { secretName: 's', shareName: 'n' } },
    { cinder: { volumeID: 'v', secretRef: { name: 's' } } },
    { vsphereVolume: { volumePath: '/p' } },
    { photonPersistentDisk: { pdID: 'i' } },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { gcePersistentDisk: { pdName: 'd', partition: -1 } },
      ['persistentDisk.partition: Invalid value: -1: must be between 1 and 255, inclusive'],
    ],
    [
      { gcePersistentDisk: { pdName: '', partition: 256 } },
      [
        'persistentDisk.pdName: Required value',
        'persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive',
      ],
    ],
    [
      { awsElasticBlockStore: { volumeID: '', partition: -1 } },
      [
        'awsElasticBlockStore.volumeID: Required value',
        'awsElasticBlockStore.partition: Invalid value: -1: must be between 1 and 255, inclusive',
      ],
    ],
    [
      { awsElasticBlockStore: { volumeID: 'v', partition: 256 } },
      ['awsElasticBlockStore.partition: Invalid value: 256: must be between 1 and 255, inclusive'],
    ],
    [
      { azureDisk: { diskName: '', diskURI: '' } },
      [
        'azureDisk.diskName: Required value',
        'azureDisk.diskURI: Required value',
        'azureDisk.diskURI: Unsupported value: "": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: '/subscriptions/s', cachingMode: 'Always', kind: 'Big' } },
      [
        'azureDisk.cachingMode: Unsupported value: "Always": supported values: "None", "ReadOnly", "ReadWrite"',
        'azureDisk.kind: Unsupported value: "Big": supported values: "Dedicated", "Managed", "Shared"',
        'azureDisk.diskURI: Unsupported value: "/subscriptions/s": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: 'https://b/c.vhd', kind: 'Managed' } },
      [
        'azureDisk.diskURI: Unsupported value: "https://b/c.vhd": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: '/subscriptions/s', kind: 'Shared' } },
      [
        'azureDisk.diskURI: Unsupported value: "/subscriptions/s": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: '', kind: 'Shared' } },
      [
        'azureDisk.diskURI: Required value',
        'azureDisk.diskURI: Unsupported value: "": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: '', kind: 'Managed' } },
      [
        'azureDisk.diskURI: Required value',
        'azureDisk.diskURI: Unsupported value: "": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"',
      ],
    ],
    [
      { azureDisk: { diskName: 'd', diskURI: 'x', cachingMode: '', kind: '' } },
      [
        'azureDisk.cachingMode: Unsupported value: "": supported values: "None", "ReadOnly", "ReadWrite"',
        'azureDisk.kind: Unsupported value: "": supported values: "Dedicated", "Managed", "Shared"',
        'azureDisk.diskURI: Unsupported value: "x": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
      ],
    ],
    [
      { azureFile: { secretName: '', shareName: '' } },
      ['azureFile.secretName: Required value', 'azureFile.shareName: Required value'],
    ],
    [
      { cinder: { volumeID: '', secretRef: {} } },
      ['cinder.volumeID: Required value', 'cinder.secretRef.name: Required value'],
    ],
    [{ cinder: { volumeID: 'v', secretRef: { name: '' } } }, ['cinder.secretRef.name: Required value']],
    [{ vsphereVolume: { volumePath: '' } }, ['vsphereVolume.volumePath: Required value']],
    [{ photonPersistentDisk: { pdID: '' } }, ['photonPersistentDisk.pdID: Required value']],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
