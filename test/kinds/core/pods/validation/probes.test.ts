import { describe, expect, it } from 'vitest';
import { containerErrors } from './spec-errors.ts';

const ok = { tcpSocket: { port: 80 }, successThreshold: 1 };

describe('a probe', () => {
  it.each([
    [
      {},
      [
        'livenessProbe: Required value: must specify a handler type',
        'livenessProbe.successThreshold: Invalid value: 0: must be 1',
      ],
    ],
    [{ ...ok, successThreshold: 2 }, ['livenessProbe.successThreshold: Invalid value: 2: must be 1']],
    [
      { ...ok, timeoutSeconds: -5 },
      ['livenessProbe.timeoutSeconds: Invalid value: -5: must be greater than or equal to 0'],
    ],
    [
      { ...ok, terminationGracePeriodSeconds: 0 },
      ['livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0'],
    ],
    [
      { ...ok, exec: {}, grpc: { port: 1 } },
      [
        'livenessProbe.exec.command: Required value',
        'livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
        'livenessProbe.grpc: Forbidden: may not specify more than 1 handler type',
      ],
    ],
    [
      { successThreshold: 1, httpGet: { port: 'x_y', path: '/', scheme: 'FTP' } },
      [
        'livenessProbe.httpGet.port: Invalid value: "x_y": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
      ],
    ],
    [
      {
        successThreshold: 1,
        httpGet: { port: 0, path: '/', scheme: 'HTTP', httpHeaders: [{ name: 'bad header', value: '' }] },
      },
      [
        'livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
        `livenessProbe.httpGet.httpHeaders: Invalid value: "bad header": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
      ],
    ],
  ])('of liveness may not be %j', (livenessProbe, errors) => {
    expect(containerErrors({ livenessProbe })).toEqual(errors);
  });

  it('of readiness may need several successes, and ends nothing', () => {
    expect(containerErrors({ readinessProbe: { ...ok, successThreshold: 2 } })).toEqual([]);
    expect(containerErrors({ readinessProbe: { ...ok, terminationGracePeriodSeconds: 1 } })).toEqual([
      'readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes',
    ]);
  });
});

describe('a hook', () => {
  it("sleeps no longer than the pod's grace period", () => {
    const lifecycle = { preStop: { sleep: { seconds: 3 } }, postStart: {} };
    expect(containerErrors({ lifecycle }, { terminationGracePeriodSeconds: 2 })).toEqual([
      'lifecycle.postStart: Required value: must specify a handler type',
      'lifecycle.preStop.sleep: Invalid value: 3: must be non-negative and less than terminationGracePeriodSeconds (2)',
    ]);
    expect(containerErrors({ lifecycle: { preStop: { sleep: { seconds: 0 } } } })).toEqual([]);
  });
});
