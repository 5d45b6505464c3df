import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of the network', () => {
  it.each<object>([
    { iscsi: { targetPortal: 't', iqn: 'iqn.2001-04.a:b\u00a0c', lun: 0 } },
    { nfs: { server: 's', path: '/p', readOnly: true } },
    { glusterfs: { endpoints: 'e', path: 'p' } },
    { rbd: { monitors: ['m'], image: 'i' } },
    { rbd: { monitors: [''], image: 'i' } },
    { cephfs: { monitors: ['m'] } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.example.com:init', lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: 'eui.0123456789ABCDEF', lun: 1 } },
    { iscsi: { targetPortal: 't', iqn: 'naa.62004567BA64678D0123456789ABCDEF', lun: 1 } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-13.a:b', lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a-:b', lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.A:b', lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: 'eui.0123456789abcdef', lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: `iqn.2015-02.${'a.'.repeat(110)}b:c`, lun: 0 } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, chapAuthSession: true, secretRef: { name: 's' } } },
    { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.2015-02.a:c' } },
    { iscsi: { targetPortal: `${'a'.repeat(62)}`, iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.2015-02.a:c' } },
    { fc: { targetWWNs: ['w'], lun: 1 } },
    { fc: { wwids: ['w'] } },
    { fc: { wwids: ['w'], lun: 256 } },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ nfs: { server: '', path: '/p' } }, ['nfs.server: Required value']],
    [
      { nfs: { server: 's', path: '' } },
      ['nfs.path: Required value', 'nfs.path: Invalid value: "": must be an absolute path'],
    ],
    [
      { nfs: { server: '', path: 'p' } },
      ['nfs.server: Required value', 'nfs.path: Invalid value: "p": must be an absolute path'],
    ],
    [{ nfs: { server: 's', path: 'C:\\p' } }, ['nfs.path: Invalid value: "C:\\\\p": must be an absolute path']],
    [
      { glusterfs: { endpoints: '', path: '' } },
      ['glusterfs.endpoints: Required value', 'glusterfs.path: Required value'],
    ],
    [{ rbd: { monitors: [], image: 'i' } }, ['rbd.monitors: Required value']],
    [{ rbd: { monitors: ['m'], image: '' } }, ['rbd.image: Required value']],
    [{ cephfs: { monitors: [] } }, ['cephfs.monitors: Required value']],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.example.com', lun: 255 } },
      ['iscsi.iqn: Invalid value: "iqn.2015-02.example.com": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'naa.0123456789ABCDEF', lun: 1 } },
      ['iscsi.iqn: Invalid value: "naa.0123456789ABCDEF": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: '', iqn: '', lun: -1 } },
      [
        'iscsi.targetPortal: Required value',
        'iscsi.iqn: Required value',
        'iscsi.lun: Invalid value: -1: must be between 0 and 255, inclusive',
      ],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'foo', lun: 0 } },
      ['iscsi.iqn: Invalid value: "foo": must be valid format starting with iqn, eui, or naa'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b c', lun: 0 } },
      ['iscsi.iqn: Invalid value: "iqn.2015-02.a:b c": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:', lun: 0 } },
      ['iscsi.iqn: Invalid value: "iqn.2015-02.a:": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'eui.0123456789ABCDE', lun: 0 } },
      ['iscsi.iqn: Invalid value: "eui.0123456789ABCDE": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'eui.0123456789ABCDEFG', lun: 0 } },
      ['iscsi.iqn: Invalid value: "eui.0123456789ABCDEFG": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'naa.0123456789ABCDEF0', lun: 0 } },
      ['iscsi.iqn: Invalid value: "naa.0123456789ABCDEF0": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'naa.0123456789abcdef', lun: 256 } },
      [
        'iscsi.iqn: Invalid value: "naa.0123456789abcdef": must be valid format',
        'iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive',
      ],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, chapAuthDiscovery: true } },
      ['iscsi.secretRef: Required value'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, chapAuthSession: true } },
      ['iscsi.secretRef: Required value'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: '' } },
      ['iscsi.initiatorname: Invalid value: "": must be valid format starting with iqn, eui, or naa'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: '2015' } },
      ['iscsi.initiatorname: Invalid value: "2015": must be valid format starting with iqn, eui, or naa'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.x' } },
      ['iscsi.initiatorname: Invalid value: "iqn.x": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'eui.1' } },
      ['iscsi.initiatorname: Invalid value: "eui.1": must be valid format'],
    ],
    [
      { iscsi: { targetPortal: 't', iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'naa.1' } },
      ['iscsi.initiatorname: Invalid value: "naa.1": must be valid format'],
    ],
    [
      {
        iscsi: { targetPortal: `${'a'.repeat(63)}`, iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.2015-02.a:c' },
      },
      [
        'name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      ],
    ],
    [{ fc: {} }, ['fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both']],
    [
      { fc: { targetWWNs: ['w'], wwids: ['w'], lun: 1 } },
      ['fc.targetWWNs: Invalid value: ["w"]: targetWWNs and wwids can not be specified simultaneously'],
    ],
    [{ fc: { targetWWNs: ['w'] } }, ['fc.lun: Required value: lun is required if targetWWNs is specified']],
    [{ fc: { targetWWNs: ['w'], lun: 256 } }, ['fc.lun: Invalid value: 256: must be between 0 and 255, inclusive']],
    [{ fc: { targetWWNs: ['w'], lun: -1 } }, ['fc.lun: Invalid value: -1: must be between 0 and 255, inclusive']],
    [
      { fc: { targetWWNs: ['a', 'b'], wwids: ['w'] } },
      [
        'fc.targetWWNs: Invalid value: ["a","b"]: targetWWNs and wwids can not be specified simultaneously',
        'fc.lun: Required value: lun is required if targetWWNs is specified',
      ],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
