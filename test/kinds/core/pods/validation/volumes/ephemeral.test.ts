import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume with a claim of its own', () => {
  it.each<object>([
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            volumeMode: 'Block',
            storageClassName: 'fast',
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: { accessModes: ['ReadWriteOncePod', 'ReadWriteOncePod'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' }, limits: { storage: '1' } },
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1m' } } },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: '' },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            dataSource: { kind: 'PersistentVolumeClaim', name: 'c' },
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            dataSourceRef: { apiGroup: 'a.example.com', kind: 'Thing', name: 't' },
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            dataSourceRef: { kind: 'PersistentVolumeClaim', name: 't', namespace: 'other' },
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            dataSource: { kind: 'PersistentVolumeClaim', name: 'c' },
            dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'c' },
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            volumeAttributesClassName: 'gold',
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            volumeAttributesClassName: '',
          },
        },
      },
    },
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: {},
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeName: 'pv' },
        },
      },
    },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ ephemeral: {} }, ['ephemeral.volumeClaimTemplate: Required value']],
    [
      { ephemeral: { volumeClaimTemplate: { metadata: {}, spec: {} } } },
      [
        'ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
        'ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
      ],
    ],
    [
      { ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { accessModes: ['ReadWriteOnce'] } } } },
      ['ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: { metadata: {}, spec: { accessModes: [], resources: { requests: { storage: '1Gi' } } } },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['Sometimes'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "Sometimes": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOncePod', 'Sometimes'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "Sometimes": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['A', 'B'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "A": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
        'ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "B": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '0' } } },
          },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec.resources[storage]: Invalid value: "0": must be greater than zero'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '-1' } } },
          },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec.resources[storage]: Invalid value: "-1": must be greater than zero'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { cpu: '1' } } },
          },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              storageClassName: 'A_b',
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.storageClassName: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeMode: '' },
          },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec.volumeMode: Unsupported value: "": supported values: "Block", "Filesystem"'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeMode: 'Tape' },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem"',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              selector: { matchLabels: { 'a b': 'c' } },
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.selector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              selector: { matchLabels: { a: 'b c' } },
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.selector.matchLabels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: '', name: '' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.dataSource.name: Required value',
        'ephemeral.volumeClaimTemplate.spec.dataSource.kind: Required value',
        'ephemeral.volumeClaimTemplate.spec.dataSource: Invalid value: "": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: 'VolumeSnapshot', name: 's' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.dataSource: Invalid value: "VolumeSnapshot": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { apiGroup: '', kind: 'Pod', name: 's' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.dataSource: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { apiGroup: 'A_b', kind: 'VolumeSnapshot', name: 's' },
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.dataSource.apiGroup: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSourceRef: { kind: '', name: '' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.dataSourceRef.name: Required value',
        'ephemeral.volumeClaimTemplate.spec.dataSourceRef.kind: Required value',
        'ephemeral.volumeClaimTemplate.spec.dataSourceRef: Invalid value: "": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSourceRef: { kind: 'Thing', name: 't' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec.dataSourceRef: Invalid value: "Thing": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSourceRef: { apiGroup: 'A_b', kind: 'Thing', name: 't' },
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.dataSourceRef.apiGroup: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: 'PersistentVolumeClaim', name: 'c' },
              dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'd' },
            },
          },
        },
      },
      ['ephemeral.volumeClaimTemplate.spec: Invalid value: {}: must match dataSourceRef'],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: 'PersistentVolumeClaim', name: 'c' },
              dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'c', namespace: 'n' },
            },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.spec: Invalid value: {}: may not be specified when dataSourceRef.namespace is specified',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {},
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              volumeAttributesClassName: 'A_b',
            },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { 'a b': 'c' }, annotations: { 'd e': '' } },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.metadata.annotations: Invalid value: \"d e\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "ephemeral.volumeClaimTemplate.metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { name: 'n', labels: { 'a b': 'c' } },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        "ephemeral.volumeClaimTemplate.metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        'ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set',
      ],
    ],
    [
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: {
              uid: 'u',
              resourceVersion: '1',
              generation: 3,
              deletionGracePeriodSeconds: 0,
              creationTimestamp: '2020-01-01T00:00:00Z',
              managedFields: [{ manager: 'm' }],
            },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      [
        'ephemeral.volumeClaimTemplate.metadata.uID: Forbidden: cannot be set',
        'ephemeral.volumeClaimTemplate.metadata.resourceVersion: Forbidden: cannot be set',
        'ephemeral.volumeClaimTemplate.metadata.generation: Forbidden: cannot be set',
        'ephemeral.volumeClaimTemplate.metadata.creationTimestamp: Forbidden: cannot be set',
        'ephemeral.volumeClaimTemplate.metadata.deletionGracePeriodSeconds: Forbidden: cannot be set',
        'ephemeral.volumeClaimTemplate.metadata.managedFields: Forbidden: cannot be set',
      ],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
