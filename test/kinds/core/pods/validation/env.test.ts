import { describe, expect, it } from 'vitest';
import type { EnvVar } from '../../../../../schemas/core/v1/env.ts';
import { containerErrors } from './spec-errors.ts';

const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } });
const resource = (name: string, divisor: string) => ({ valueFrom: { resourceFieldRef: { resource: name, divisor } } });

describe('an environment variable', () => {
  it.each<[Partial<EnvVar>]>([
    [{ name: 'a.b-0 :)', value: 'x' }],
    [field('metadata.name')],
    [field('spec.host')],
    [field("metadata.annotations['UPPER/x']")],
    [resource('limits.cpu', '1m')],
    [resource('requests.hugepages-2Mi', '0')],
    [{ valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
  ])('may be %j', (members) => {
    expect(containerErrors({ env: [{ name: 'A', ...members }] })).toEqual([]);
  });

  it.each<[Partial<EnvVar>, string[]]>([
    [{ name: '' }, ['env[0].name: Required value']],
    [
      { name: 'a=b' },
      [
        `env[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
      ],
    ],
    [
      { valueFrom: {} },
      [
        'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      ],
    ],
    [
      { value: 'x', ...field('metadata.name') },
      ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
    ],
    [
      { valueFrom: { ...field('metadata.name').valueFrom, ...resource('limits.cpu', '0').valueFrom } },
      ['env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
    ],
    [field(''), ['env[0].valueFrom.fieldRef.fieldPath: Required value']],
    [
      field('spec.replicas'),
      [
        'env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.replicas": error converting fieldPath: field label not supported: spec.replicas',
      ],
    ],
    [
      field("spec.x['y']"),
      [
        `env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.x['y']": error converting fieldPath: field label does not support subscript: spec.x['y']`,
      ],
    ],
    [
      field('metadata.labels'),
      [
        'env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
      ],
    ],
    [
      resource('limits.pods', '0'),
      [
        'env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.pods": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
      ],
    ],
    [
      resource('limits.cpu', '1k'),
      [
        `env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
      ],
    ],
    [
      { valueFrom: { configMapKeyRef: { name: 'c', key: '..' } } },
      [`env[0].valueFrom.configMapKeyRef.key: Invalid value: "..": must not be '..'`],
    ],
    [
      { valueFrom: { fileKeyRef: { volumeName: 'v', path: '/p/../q', key: 'K' } } },
      [
        `env[0].valueFrom.fileKeyRef.path: Invalid value: "/p/../q": must not contain '..'`,
        'env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"',
      ],
    ],
    [
      { valueFrom: { fileKeyRef: { volumeName: 'v', path: '', key: 'K' } } },
      ['env[0].valueFrom.fileKeyRef.path: Required value', 'env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"'],
    ],
    [
      { valueFrom: { fileKeyRef: { volumeName: 'v', path: '/p', key: 'K' } } },
      ['env[0].valueFrom.fileKeyRef.volumeName: Not found: "v"'],
    ],
  ])('may not be %j', (members, errors) => {
    expect(containerErrors({ env: [{ name: 'A', ...members }] })).toEqual(errors);
  });
});

describe('a set of environment variables', () => {
  it('has one source', () => {
    expect(containerErrors({ envFrom: [{ configMapRef: { name: 'c' } }] })).toEqual([]);
    const envFrom = [{ prefix: '=' }, { configMapRef: { name: '' }, secretRef: { name: 's' } }];
    expect(containerErrors({ envFrom })).toEqual([
      `envFrom[0].prefix: Invalid value: "=": a valid environment variable name must consist only of printable ASCII characters other than '='`,
      'envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      'envFrom[1].configMapRef.name: Required value',
      'envFrom: Invalid value: "": may not have more than one field specified at a time',
    ]);
  });
});
