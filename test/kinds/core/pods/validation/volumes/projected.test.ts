import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of several sources', () => {
  it.each<object>([
    { projected: {} },
    { projected: { sources: [{}] } },
    {
      projected: {
        sources: [
          { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
          { configMap: { name: 'c', items: [{ key: 'k', path: 'q' }] } },
        ],
      },
    },
    { projected: { sources: [{ downwardAPI: {} }] } },
    { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
    { projected: { sources: [{ serviceAccountToken: { path: 't', audience: 'a', expirationSeconds: 600 } }] } },
    { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 4294967296 } }] } },
    {
      projected: {
        sources: [{ serviceAccountToken: { path: 'p' } }, { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } }],
      },
    },
    { projected: { sources: [{ clusterTrustBundle: { name: 'c', path: 'p' } }] } },
    { projected: { sources: [{ clusterTrustBundle: {} }] } },
    {
      projected: {
        sources: [{ podCertificate: { signerName: 'a.b/c', keyType: 'ED25519', credentialBundlePath: 'p' } }],
      },
    },
    { projected: { sources: [{ podCertificate: {} }] } },
    { projected: { sources: [{ clusterTrustBundle: { name: 'c', path: 'p' }, secret: { name: 's' } }] } },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { projected: { defaultMode: 512 } },
      ['projected.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [{ projected: { sources: [{ secret: {} }] } }, ['projected.sources[0].secret.name: Required value']],
    [{ projected: { sources: [{ configMap: {} }] } }, ['projected.sources[0].configMap.name: Required value']],
    [
      { projected: { sources: [{ secret: { name: 's', items: [{ key: '', path: '', mode: 512 }] } }] } },
      [
        'projected.sources[0].secret.items[0].key: Required value',
        'projected.sources[0].secret.items[0].path: Required value',
        'projected.sources[0].secret.items[0].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
      ],
    ],
    [
      {
        projected: {
          sources: [
            {
              configMap: {
                name: 'c',
                items: [
                  { key: 'k', path: '../a' },
                  { key: 'k', path: '/b' },
                ],
              },
            },
          ],
        },
      },
      [
        'projected.sources[0].configMap.items[0].path: Invalid value: "../a": must not contain \'..\'',
        'projected.sources[0].configMap.items[1].path: Invalid value: "/b": must be a relative path',
      ],
    ],
    [
      {
        projected: {
          sources: [
            {
              secret: {
                name: 's',
                items: [
                  { key: 'k', path: 'p' },
                  { key: 'k', path: 'p' },
                ],
              },
            },
          ],
        },
      },
      ['projected: Invalid value: "s": conflicting duplicate paths'],
    ],
    [
      {
        projected: {
          sources: [
            { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
            { configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } },
            { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } },
          ],
        },
      },
      [
        'projected: Invalid value: "c": conflicting duplicate paths',
        'projected: Invalid value: "p": conflicting duplicate paths',
      ],
    ],
    [
      {
        projected: {
          sources: [
            {
              configMap: {
                items: [
                  { key: 'k', path: 'p' },
                  { key: 'k', path: 'p' },
                ],
              },
            },
          ],
        },
      },
      [
        'projected.sources[0].configMap.name: Required value',
        'projected: Invalid value: "": conflicting duplicate paths',
      ],
    ],
    [
      {
        projected: { sources: [{ downwardAPI: { items: [{ path: '', fieldRef: { fieldPath: 'metadata.name' } }] } }] },
      },
      ['projected.sources[0].downwardAPI.path: Required value'],
    ],
    [
      { projected: { sources: [{ downwardAPI: { items: [{ path: 'd' }] } }] } },
      ['projected.sources[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required'],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 599 } }] } },
      [
        'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
      ],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 4294967297 } }] } },
      [
        'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
      ],
    ],
    [{ projected: { sources: [{ serviceAccountToken: { path: '' } }] } }, ['projected.path: Required value']],
    [
      { projected: { sources: [{ serviceAccountToken: { path: '/t' } }] } },
      ['projected.path: Invalid value: "/t": must be a relative path'],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: '..t' } }] } },
      ['projected.path: Invalid value: "..t": must not start with \'..\''],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 'a/../t' } }] } },
      ['projected.path: Invalid value: "a/../t": must not contain \'..\''],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 0 } }] } },
      [
        'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 0: may not specify a duration less than 10 minutes',
      ],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: -5 } }] } },
      [
        'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: -5: may not specify a duration less than 10 minutes',
      ],
    ],
    [
      { projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } },
      ['projected.sources[0]: Forbidden: may not specify more than 1 volume type per source'],
    ],
    [
      {
        projected: {
          sources: [
            { secret: { name: 's' }, configMap: { name: 'c' }, downwardAPI: {}, serviceAccountToken: { path: 't' } },
          ],
        },
      },
      ['projected.sources[0]: Forbidden: may not specify more than 1 volume type per source'],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
