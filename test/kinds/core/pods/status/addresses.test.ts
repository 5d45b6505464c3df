import { describe, expect, it } from 'vitest';
import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { FieldPath } from '../../../../../src/apimachinery/field-path.ts';
import { addressWarnings } from '../../../../../src/kinds/core/pods/status/addresses.ts';
import { validateHostIPs } from '../../../../../src/kinds/core/pods/status/host-ips.ts';
import { reconcilePodIPs, validatePodIPs } from '../../../../../src/kinds/core/pods/status/pod-ips.ts';

const STATUS = FieldPath.of('status');
const ips = (...list: string[]) => list.map((ip) => ({ ip }));
const texts = (errors: readonly { field: string; message: string }[]) =>
  errors.map(({ field, message }) => `${field}: ${message}`);

describe('podIP and podIPs', () => {
  it.each<[string, PodStatus, PodStatus]>([
    ['podIP fills podIPs', { podIP: '10.0.0.1' }, { podIP: '10.0.0.1', podIPs: ips('10.0.0.1') }],
    [
      'podIPs fills podIP',
      { podIPs: ips('10.0.0.1', 'fd00::1') },
      { podIP: '10.0.0.1', podIPs: ips('10.0.0.1', 'fd00::1') },
    ],
    [
      'both stay where they agree',
      { podIP: '10.0.0.1', podIPs: ips('10.0.0.1', 'fd00::1') },
      { podIP: '10.0.0.1', podIPs: ips('10.0.0.1', 'fd00::1') },
    ],
    [
      'podIP wins where they disagree',
      { podIP: '10.0.0.9', podIPs: ips('10.0.0.1', 'fd00::1') },
      { podIP: '10.0.0.9', podIPs: ips('10.0.0.9') },
    ],
    ['nothing comes of nothing', {}, {}],
  ])('%s', (_, status, reconciled) => {
    reconcilePodIPs(status);
    expect(status).toEqual(reconciled);
  });
});

describe('podIPs', () => {
  const FAMILY = 'may specify no more than one IP for each IP family';
  const shown = (...list: string[]) => JSON.stringify(list.map((ip) => ({ IP: ip })));

  it.each<[string[], string[]]>([
    [['10.0.0.1'], []],
    [['10.0.0.1', 'fd00::1'], []],
    [['FD00:0::1'], []],
    [
      ['nope'],
      ['status.podIPs[0]: Invalid value: "nope": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ],
    [
      ['300.1.1.1'],
      ['status.podIPs[0]: Invalid value: "300.1.1.1": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ],
    [['010.0.0.1'], ['status.podIPs[0]: Invalid value: "010.0.0.1": must not have leading 0s']],
    [
      ['::ffff:10.0.0.1'],
      ['status.podIPs[0]: Invalid value: "::ffff:10.0.0.1": must not be an IPv4-mapped IPv6 address'],
    ],
    [['10.0.0.1', '10.0.0.2'], [`status.podIPs: Invalid value: ${shown('10.0.0.1', '10.0.0.2')}: ${FAMILY}`]],
    [
      ['10.0.0.1', 'fd00::1', 'fd00::2'],
      [`status.podIPs: Invalid value: ${shown('10.0.0.1', 'fd00::1', 'fd00::2')}: ${FAMILY}`],
    ],
    [
      ['10.0.0.1', 'x'],
      [
        'status.podIPs[1]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'status.podIPs: Internal error: failed to check for dual stack with error:invalid IP[1]: x',
        `status.podIPs: Invalid value: ${shown('10.0.0.1', 'x')}: ${FAMILY}`,
      ],
    ],
  ])('%j are answered with %j', (list, errors) => {
    expect(texts(validatePodIPs({ podIPs: ips(...list) }, {}, STATUS))).toEqual(errors);
  });

  it('may keep odd addresses that are stored already', () => {
    expect(validatePodIPs({ podIPs: ips('010.0.0.1') }, { podIPs: ips('010.0.0.1') }, STATUS)).toEqual([]);
  });

  it('bring a warning where they are not written in canonical form', () => {
    const list = ips('10.0.0.1', 'FD00:0:0::1', '010.0.0.1', '::ffff:10.0.0.1', 'x');
    expect(addressWarnings(list, STATUS.child('podIPs'))).toEqual([
      'status.podIPs[1].ip: IPv6 address "FD00:0:0::1" should be in RFC 5952 canonical format ("fd00::1")',
      'status.podIPs[2].ip: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"',
      'status.podIPs[3].ip: non-standard IP address "::ffff:10.0.0.1" is invalid: use "10.0.0.1"',
    ]);
  });
});

describe('hostIPs', () => {
  it('begin with hostIP', () => {
    expect(texts(validateHostIPs({ hostIPs: ips('192.168.0.1') }, {}, STATUS))).toEqual([
      'status.hostIPs[0].ip: Invalid value: "192.168.0.1": must be equal to `hostIP`',
    ]);
    expect(validateHostIPs({ hostIP: '192.168.0.1', hostIPs: ips('192.168.0.1', 'fd00::1') }, {}, STATUS)).toEqual([]);
  });

  it('are checked as podIPs are', () => {
    const hostIPs = ips('x');
    expect(texts(validateHostIPs({ hostIP: 'x', hostIPs }, {}, STATUS))).toEqual([
      'status.hostIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
    expect(validateHostIPs({ hostIP: 'x', hostIPs }, { hostIPs }, STATUS)).toEqual([]);
  });

  it('leave hostIP unchecked where it stands alone', () => {
    expect(validateHostIPs({ hostIP: 'anything' }, {}, STATUS)).toEqual([]);
  });
});
