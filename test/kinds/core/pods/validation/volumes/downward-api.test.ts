import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of fields of the pod', () => {
  it.each<object>([
    { downwardAPI: {} },
    {
      downwardAPI: {
        items: [
          { path: 'l', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'a', fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['a/b']" } },
          { path: 'u', fieldRef: { fieldPath: 'metadata.uid' }, mode: 256 },
        ],
      },
    },
    {
      downwardAPI: {
        items: [
          { path: 'c', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu', divisor: '1m' } },
          { path: 'm', resourceFieldRef: { containerName: 'main', resource: 'requests.memory', divisor: '1Mi' } },
        ],
      },
    },
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: "metadata.annotations['A/b']" } }] } },
    { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { containerName: 'nobody', resource: 'limits.cpu' } }] } },
    {
      downwardAPI: {
        items: [
          {
            path: 'p',
            resourceFieldRef: { containerName: 'main', resource: 'requests.hugepages-2Mi', divisor: '1Mi' },
          },
        ],
      },
    },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { downwardAPI: { defaultMode: 512 } },
      ['downwardAPI.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [
      { downwardAPI: { items: [{ path: '', fieldRef: { fieldPath: 'metadata.name' } }] } },
      ['downwardAPI.path: Required value'],
    ],
    [
      {
        downwardAPI: {
          items: [
            { path: '/a', fieldRef: { fieldPath: 'metadata.name' } },
            { path: '..a', fieldRef: { fieldPath: 'metadata.name' } },
          ],
        },
      },
      [
        'downwardAPI.path: Invalid value: "/a": must be a relative path',
        'downwardAPI.path: Invalid value: "..a": must not start with \'..\'',
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p' }] } },
      ['downwardAPI: Required value: one of fieldRef and resourceFieldRef is required'],
    ],
    [
      {
        downwardAPI: {
          items: [
            {
              path: 'p',
              fieldRef: { fieldPath: 'metadata.name' },
              resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' },
            },
          ],
        },
      },
      ['downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously'],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: '' } }] } },
      ['downwardAPI.fieldRef.fieldPath: Required value'],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
      [
        'downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }] } },
      [
        'downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.no' } }] } },
      [
        'downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.no": error converting fieldPath: field label not supported: metadata.no',
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: "metadata.labels['-']" } }] } },
      [
        "downwardAPI.fieldRef: Invalid value: \"-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: "metadata.name['x']" } }] } },
      [
        "downwardAPI.fieldRef.fieldPath: Invalid value: \"metadata.name['x']\": error converting fieldPath: field label does not support subscript: metadata.name['x']",
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { resource: 'limits.cpu' } }] } },
      ['downwardAPI.resourceFieldRef.containerName: Required value'],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { containerName: 'main', resource: '' } }] } },
      ['downwardAPI.resourceFieldRef.resource: Required value'],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { containerName: 'main', resource: 'limits.gpu' } }] } },
      [
        'downwardAPI.resourceFieldRef.resource: Unsupported value: "limits.gpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
      ],
    ],
    [
      {
        downwardAPI: {
          items: [{ path: 'p', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu', divisor: '2' } }],
        },
      },
      [
        'downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
      ],
    ],
    [
      {
        downwardAPI: {
          items: [
            { path: 'p', resourceFieldRef: { containerName: 'main', resource: 'limits.memory', divisor: '3Mi' } },
          ],
        },
      },
      [
        'downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
      ],
    ],
    [
      {
        downwardAPI: {
          items: [
            {
              path: 'p',
              resourceFieldRef: { containerName: 'main', resource: 'requests.ephemeral-storage', divisor: '2' },
            },
          ],
        },
      },
      [
        'downwardAPI.resourceFieldRef.divisor: Invalid value: "requests.ephemeral-storage": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource',
      ],
    ],
    [
      { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' }, mode: 512 }] } },
      ['downwardAPI.mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
