import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of a driver or a vendor', () => {
  it.each<object>([
    { csi: { driver: 'd.example.com', readOnly: true, nodePublishSecretRef: { name: 's' } } },
    { flexVolume: { driver: 'd', fsType: 'ext4', options: { x: 'y' } } },
    { flocker: { datasetName: 'n' } },
    { flocker: { datasetUUID: 'u' } },
    { quobyte: { registry: 'h:1,[::1]:2', volume: 'v', tenant: `${'a'.repeat(64)}` } },
    { quobyte: { registry: ':', volume: 'v' } },
    { quobyte: { registry: '[::1%eth0]:80', volume: 'v' } },
    { storageos: { volumeName: 'v', volumeNamespace: 'n', secretRef: { name: 's' } } },
    { scaleIO: { gateway: 'g', system: 's', volumeName: 'v', secretRef: { name: 's' } } },
    { portworxVolume: { volumeID: 'v' } },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ csi: { driver: '' } }, ['csi.driver: Required value']],
    [{ csi: { driver: `${'a'.repeat(64)}` } }, ['csi.driver: Too long: may not be more than 63 bytes']],
    [
      { csi: { driver: 'a_b' } },
      [
        "csi.driver: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      { csi: { driver: '-a' } },
      [
        "csi.driver: Invalid value: \"-a\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      { csi: { driver: `${'_'.repeat(65)}` } },
      [
        'csi.driver: Too long: may not be more than 63 bytes',
        `csi.driver: Invalid value: "${'_'.repeat(65)}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    ],
    [{ csi: { driver: 'd', nodePublishSecretRef: {} } }, ['csi.nodePublishSecretRef.name: Required value']],
    [
      { csi: { driver: 'd', nodePublishSecretRef: { name: 'A_b' } } },
      [
        "csi.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [{ flexVolume: { driver: '' } }, ['flexVolume.driver: Required value']],
    [
      { flexVolume: { driver: 'd', options: { 'kubernetes.io/a': '' } } },
      [
        'flexVolume.options[kubernetes.io/a]: Invalid value: "kubernetes.io/a": kubernetes.io and k8s.io namespaces are reserved',
      ],
    ],
    [
      { flexVolume: { driver: 'd', options: { 'notkubernetes.io/a': '', 'k8s.io': '' } } },
      ['flexVolume.options[k8s.io]: Invalid value: "k8s.io": kubernetes.io and k8s.io namespaces are reserved'],
    ],
    [
      { flexVolume: { driver: 'd', options: { 'A.KUBERNETES.io/a/b': '' } } },
      [
        'flexVolume.options[A.KUBERNETES.io/a/b]: Invalid value: "A.KUBERNETES.io/a/b": kubernetes.io and k8s.io namespaces are reserved',
      ],
    ],
    [{ flocker: {} }, ['flocker: Required value: one of datasetName and datasetUUID is required']],
    [
      { flocker: { datasetName: 'n', datasetUUID: 'u' } },
      ['flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously'],
    ],
    [{ flocker: { datasetName: 'a/b' } }, ['flocker.datasetName: Invalid value: "a/b": must not contain \'/\'']],
    [
      { flocker: { datasetName: 'a/b', datasetUUID: 'u' } },
      [
        'flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously',
        'flocker.datasetName: Invalid value: "a/b": must not contain \'/\'',
      ],
    ],
    [
      { quobyte: { registry: '', volume: '' } },
      [
        'quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas',
        'quobyte.volume: Required value',
      ],
    ],
    [
      { quobyte: { registry: 'h', volume: 'v' } },
      ['quobyte.registry: Invalid value: "h": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: 'h:1,i,j:2,k', volume: 'v' } },
      [
        'quobyte.registry: Invalid value: "h:1,i,j:2,k": must be a host:port pair or multiple pairs separated by commas',
        'quobyte.registry: Invalid value: "h:1,i,j:2,k": must be a host:port pair or multiple pairs separated by commas',
      ],
    ],
    [
      { quobyte: { registry: 'h:1', volume: 'v', tenant: `${'a'.repeat(65)}` } },
      ['quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters'],
    ],
    [
      { quobyte: { registry: 'h', volume: '', tenant: `${'a'.repeat(65)}` } },
      [
        'quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters',
        'quobyte.volume: Required value',
      ],
    ],
    [
      { quobyte: { registry: 'a:b:1', volume: 'v' } },
      ['quobyte.registry: Invalid value: "a:b:1": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: '[::1]', volume: 'v' } },
      ['quobyte.registry: Invalid value: "[::1]": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: 'h:1,', volume: 'v' } },
      ['quobyte.registry: Invalid value: "h:1,": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: '[a]b:1', volume: 'v' } },
      ['quobyte.registry: Invalid value: "[a]b:1": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: 'a[b:1', volume: 'v' } },
      ['quobyte.registry: Invalid value: "a[b:1": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: 'a:b]', volume: 'v' } },
      ['quobyte.registry: Invalid value: "a:b]": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [
      { quobyte: { registry: '[[a]]:1', volume: 'v' } },
      ['quobyte.registry: Invalid value: "[[a]]:1": must be a host:port pair or multiple pairs separated by commas'],
    ],
    [{ storageos: {} }, ['storageos.volumeName: Required value']],
    [
      { storageos: { volumeName: 'A', volumeNamespace: 'B.c' } },
      [
        "storageos.volumeName: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "storageos.volumeNamespace: Invalid value: \"B.c\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      ],
    ],
    [
      { storageos: { volumeName: `${'a'.repeat(64)}`, secretRef: {} } },
      [
        `storageos.volumeName: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`,
        'storageos.secretRef.name: Required value',
      ],
    ],
    [
      { scaleIO: { gateway: '', system: '', secretRef: null } },
      ['scaleIO.gateway: Required value', 'scaleIO.system: Required value', 'scaleIO.volumeName: Required value'],
    ],
    [
      { scaleIO: { gateway: 'g', system: 's', volumeName: '', secretRef: { name: 's' } } },
      ['scaleIO.volumeName: Required value'],
    ],
    [{ portworxVolume: { volumeID: '' } }, ['portworxVolume.volumeID: Required value']],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
