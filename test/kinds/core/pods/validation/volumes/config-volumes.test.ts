import { describe, expect, it } from 'vitest';
import { postedVolumeErrors } from '../spec-errors.ts';

describe('a volume of the entries of a Secret or a ConfigMap', () => {
  it.each<object>([
    { secret: { secretName: 's', items: [{ key: 'k', path: 'a/b' }], defaultMode: 0 } },
    { secret: { secretName: 's', defaultMode: 511 } },
    { secret: { secretName: 's', items: [{ key: 'a key', path: 'p' }] } },
    { configMap: { name: 'c', items: [{ key: 'k', path: 'a/b' }] } },
    { configMap: { name: 'not a name' } },
    { secret: { secretName: 'not a name' } },
    {
      secret: {
        secretName: 's',
        items: [
          { key: 'k', path: 'p' },
          { key: 'k', path: 'p' },
        ],
      },
    },
  ])('may be %j', (source) => {
    expect(postedVolumeErrors(source)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [
      { secret: { secretName: 's', defaultMode: 512 } },
      ['secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [
      { secret: { secretName: 's', defaultMode: -1 } },
      ['secret.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive'],
    ],
    [{ secret: {} }, ['secret.secretName: Required value']],
    [
      {
        secret: {
          secretName: 's',
          items: [
            { key: 'k', path: 'p', mode: 0 },
            { key: 'k', path: 'p', mode: 512 },
            { key: 'k', path: 'p', mode: -1 },
          ],
        },
      },
      [
        'secret.items[1].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
        'secret.items[2].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
      ],
    ],
    [
      { secret: { secretName: 's', items: [{ key: '', path: '' }] } },
      ['secret.items[0].key: Required value', 'secret.items[0].path: Required value'],
    ],
    [
      {
        secret: {
          secretName: 's',
          items: [
            { key: 'k', path: '/a' },
            { key: 'k', path: 'a/../b' },
            { key: 'k', path: '..' },
            { key: 'k', path: '..a/b' },
            { key: 'k', path: 'a/..b' },
            { key: 'k', path: '../a' },
          ],
        },
      },
      [
        'secret.items[0].path: Invalid value: "/a": must be a relative path',
        'secret.items[1].path: Invalid value: "a/../b": must not contain \'..\'',
        'secret.items[2].path: Invalid value: "..": must not contain \'..\'',
        'secret.items[2].path: Invalid value: "..": must not start with \'..\'',
        'secret.items[3].path: Invalid value: "..a/b": must not start with \'..\'',
        'secret.items[5].path: Invalid value: "../a": must not contain \'..\'',
      ],
    ],
    [{ configMap: {} }, ['configMap.name: Required value']],
    [
      { configMap: { name: 'c', defaultMode: -1, items: [{ key: 'k', path: '../x', mode: 1000 }] } },
      [
        'configMap.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
        'configMap.items[0].path: Invalid value: "../x": must not contain \'..\'',
        'configMap.items[0].mode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      ],
    ],
  ])('is refused: %j', (source, errors) => {
    expect(postedVolumeErrors(source)).toEqual(errors);
  });
});
