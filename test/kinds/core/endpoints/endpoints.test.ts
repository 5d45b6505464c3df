import { describe, expect, it } from 'vitest';
import type { Endpoints } from '../../../../schemas/core/v1/endpoints.ts';
import { endpoints } from '../../../../src/kinds/core/endpoints/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorTexts } from '../../../support/field-errors.ts';
import { objectOf } from '../../../support/kinds.ts';

const LABEL = /a lowercase RFC 1123 label must consist of/;

describeResource(endpoints, {
  valid: (name) => ({
    metadata: { name },
    subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, protocol: 'TCP' }] }],
  }),
  changed: (stored) => ({ ...stored, subsets: [{ addresses: [{ ip: `10.1.0.${stored.metadata.resourceVersion}` }] }] }),
  invalid: (name) => ({ metadata: { name }, subsets: [{}] }),
  invalidField: 'subsets[0]',
  subresources: {},
});

const { strategy, table } = endpoints;

function withSubsets(...subsets: readonly object[]): Endpoints {
  return objectOf(endpoints, { metadata: { name: 'e', namespace: 'default', resourceVersion: '1' }, subsets });
}

describe('Endpoints', () => {
  it('have addresses that lead somewhere, each problem told, in the order of the fields', () => {
    const object = withSubsets(
      {
        addresses: [{ ip: '1.2' }, { ip: '127.0.0.1', hostname: 'A_', nodeName: 'B_' }],
        notReadyAddresses: [{ ip: '::ffff:1.2.3.4' }, { ip: '0.0.0.0' }],
      },
      {},
    );
    expect(errorTexts(strategy.validate(object))).toEqual([
      'subsets[0].addresses[0].ip: Invalid value: "1.2": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "1.2": must be a valid IP address',
      expect.stringMatching(/^subsets\[0\]\.addresses\[1\]\.hostname: Invalid value: "A_": a lowercase RFC 1123 label/),
      expect.stringMatching(/^subsets\[0\]\.addresses\[1\]\.nodeName: Invalid value: "B_": a lowercase RFC 1123 subdo/),
      'subsets[0].addresses[1].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'subsets[0].notReadyAddresses[0].ip: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address',
      'subsets[0].notReadyAddresses[1].ip: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
      'subsets[1]: Required value: must specify `addresses` or `notReadyAddresses`',
    ]);
  });

  it('have ports with names where there are several, of protocols that there are', () => {
    const ports = [{ port: 0 }, { name: 'x', port: 1, protocol: 'x', appProtocol: 'a b' }, { name: 'X_', port: 1 }];
    expect(errorTexts(strategy.validate(withSubsets({ addresses: [{ ip: '10.0.0.1' }], ports })))).toEqual([
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'subsets[0].ports[1].protocol: Unsupported value: "x": supported values: "SCTP", "TCP", "UDP"',
      expect.stringMatching(/^subsets\[0\]\.ports\[1\]\.appProtocol: Invalid value: "a b": name part must consist of/),
      expect.stringMatching(LABEL),
    ]);
  });

  it('keep what an older version let pass, as long as all of it stays', () => {
    const old = withSubsets({ addresses: [{ ip: '010.0.0.1' }] });
    expect(strategy.validateUpdate(structuredClone(old), old)).toEqual([]);
    const next = withSubsets({ addresses: [{ ip: '010.0.0.1' }, { ip: '10.0.0.2' }] });
    expect(errorTexts(strategy.validateUpdate(next, old))).toEqual([
      'subsets[0].addresses[0].ip: Invalid value: "010.0.0.1": must not have leading 0s',
    ]);
  });

  it('are warned of addresses in another form, unless the controller of endpoints has written them', () => {
    const object = withSubsets({ addresses: [{ ip: '10.0.0.1' }, { ip: '2001:DB8::1' }] });
    const warning =
      'subsets[0].addresses[1].ip: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")';
    expect(strategy.warningsOnCreate(object)).toEqual([warning]);
    expect(strategy.warningsOnUpdate(object, object)).toEqual([warning]);
    object.metadata.labels = { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' };
    expect(strategy.warningsOnCreate(object)).toEqual([]);
  });

  it('are of TCP where they do not say', () => {
    expect(withSubsets({ ports: [{ port: 80 }] }).subsets?.[0]?.ports).toEqual([{ port: 80, protocol: 'TCP' }]);
  });

  it('show three of the addresses that are ready, with each of their ports, in a table', () => {
    const shown = (...subsets: readonly object[]) => table.row(withSubsets(...subsets), 0).cells[1];
    const addresses = [{ ip: '10.0.0.1' }, { ip: '2001:db8::1' }];
    expect(shown()).toBe('<none>');
    expect(shown({ notReadyAddresses: addresses })).toBe('');
    expect(shown({ addresses })).toBe('10.0.0.1,2001:db8::1');
    expect(shown({ addresses, ports: [{ port: 80 }] })).toBe('10.0.0.1:80,[2001:db8::1]:80');
    const two = { addresses, ports: [{ port: 80 }, { port: 81 }] };
    expect(shown(two, { addresses })).toBe('10.0.0.1:80,[2001:db8::1]:80,10.0.0.1:81 + 3 more...');
  });
});
