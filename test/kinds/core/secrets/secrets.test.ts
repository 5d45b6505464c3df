import { describe, expect, it } from 'vitest';
import type { Secret } from '../../../../schemas/core/v1/secret.ts';
import { secrets } from '../../../../src/kinds/core/secrets/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorTexts } from '../../../support/field-errors.ts';
import { CERTIFICATE, OTHER_KEY, PRIVATE_KEY, RSA_KEY } from './key-pair.ts';

describeResource(secrets, {
  valid: (name) => ({ metadata: { name }, type: 'example.com/any', data: { k: 'dg==' } }),
  changed: (stored) => ({ ...stored, stringData: { [`k${stored.metadata.resourceVersion}`]: 'new' } }),
  invalid: (name) => ({ metadata: { name }, data: { 'bad key': 'dg==' } }),
  invalidField: 'data[bad key]',
  subresources: {},
});

const { strategy, table } = secrets;

function secret(rest: Partial<Secret>): Secret {
  const object: Secret = { metadata: { name: 's', namespace: 'default', resourceVersion: '1' }, ...rest };
  strategy.setDefaults(object);
  return object;
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a Secret', () => {
  it('takes texts as data, in place of what has their names', () => {
    const object = secret({ data: { a: 'MQ==', b: 'Mg==' }, stringData: { b: 'ü', c: '' } });
    expect(object).not.toHaveProperty('stringData');
    expect(object.data).toEqual({ a: 'MQ==', b: base64('ü'), c: '' });
    expect(object.type).toBe('Opaque');
  });

  it.each<[type: string, data: Record<string, string>, errors: string[]]>([
    ['kubernetes.io/dockercfg', {}, ['data[.dockercfg]: Required value']],
    ['kubernetes.io/dockercfg', { '.dockercfg': base64('{"a":1}') }, []],
    [
      'kubernetes.io/dockerconfigjson',
      { '.dockerconfigjson': base64('not json') },
      [
        "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'o' in literal null (expecting 'u')",
      ],
    ],
    [
      'kubernetes.io/dockerconfigjson',
      { '.dockerconfigjson': base64('[]') },
      [
        'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": json: cannot unmarshal array into Go value of type map[string]interface {}',
      ],
    ],
    ['kubernetes.io/dockerconfigjson', { '.dockerconfigjson': base64('null') }, []],
    ['kubernetes.io/basic-auth', {}, ['data[username]: Required value', 'data[password]: Required value']],
    ['kubernetes.io/basic-auth', { password: '' }, []],
    ['kubernetes.io/ssh-auth', { 'ssh-privatekey': '' }, ['data[ssh-privatekey]: Required value']],
    ['kubernetes.io/ssh-auth', { 'ssh-privatekey': 'dg==' }, []],
    ['kubernetes.io/tls', {}, ['data[tls.crt]: Required value', 'data[tls.key]: Required value']],
    ['kubernetes.io/tls', { 'tls.crt': '', 'tls.key': '' }, []],
    ['example.com/any', {}, []],
  ])('of type %s with %j is checked as that type asks', (type, data, errors) => {
    expect(errorTexts(strategy.validate(secret({ type, data })))).toEqual(errors);
  });

  it('with a token names the account that it is for', () => {
    const object = secret({ type: 'kubernetes.io/service-account-token' });
    expect(errorTexts(strategy.validate(object))).toEqual([
      'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ]);
    object.metadata.annotations = { 'kubernetes.io/service-account.name': 'robot' };
    expect(strategy.validate(object)).toEqual([]);
  });

  it('holds a mebibyte of bytes', () => {
    const data = { a: Buffer.alloc(1024 * 1024).toString('base64') };
    expect(strategy.validate(secret({ data }))).toEqual([]);
    expect(errorTexts(strategy.validate(secret({ data: { ...data, b: 'AA==' } })))).toEqual([
      'data: Too long: may not be more than 1048576 bytes',
    ]);
  });

  it('never changes its type, nor its data once it is immutable', () => {
    const old = secret({ type: 'a', immutable: true, data: { a: 'MQ==' } });
    expect(errorTexts(strategy.validateUpdate(secret({ type: 'b', data: { a: 'Mg==' } }), old))).toEqual([
      'type: Invalid value: "b": field is immutable',
      'immutable: Forbidden: field is immutable when `immutable` is set',
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
  });

  it('is listed with its type and the number of its keys', () => {
    const object = secret({ data: { a: '', b: '' } });
    object.metadata.creationTimestamp = '2020-01-01T00:00:00Z';
    expect(table.row(object, Date.UTC(2020, 0, 1, 0, 5)).cells).toEqual(['s', 'Opaque', 2, '5m']);
    expect(table.columns.map(({ name }) => name)).toEqual(['Name', 'Type', 'Data', 'Age']);
  });
});

describe('a Secret for TLS is warned of where its key pair', () => {
  const NO_CERTIFICATE = 'tls: failed to find any PEM data in certificate input';
  it.each<[what: string, certificate: string, key: string, warnings: string[]]>([
    ['is right', `text before\n${CERTIFICATE}`, PRIVATE_KEY, []],
    ['has no certificate', 'x', PRIVATE_KEY, [NO_CERTIFICATE]],
    [
      'is switched',
      PRIVATE_KEY,
      CERTIFICATE,
      [
        'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      ],
    ],
    [
      'has other things for a certificate',
      '-----BEGIN A-----\n-----END A-----\n-----BEGIN B-----\n-----END B-----\n',
      PRIVATE_KEY,
      [
        'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [A B]',
      ],
    ],
    ['has no key', CERTIFICATE, '', ['tls: failed to find any PEM data in key input']],
    [
      'has a certificate for a key',
      CERTIFICATE,
      CERTIFICATE,
      ['tls: found a certificate rather than a key in the PEM for the private key'],
    ],
    [
      'has another thing for a key',
      CERTIFICATE,
      '-----BEGIN A-----\n-----END A-----\n',
      [
        'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [A]',
      ],
    ],
    [
      'has a broken certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      PRIVATE_KEY,
      ['x509: malformed certificate'],
    ],
    [
      'has a broken key',
      CERTIFICATE,
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      ['tls: failed to parse private key'],
    ],
    ['has the key of another', CERTIFICATE, OTHER_KEY, ['tls: private key does not match public key']],
    ['has a key of another kind', CERTIFICATE, RSA_KEY, ['tls: private key type does not match public key type']],
  ])('%s', (_, certificate, key, warnings) => {
    const object = secret({ type: 'kubernetes.io/tls', stringData: { 'tls.crt': certificate, 'tls.key': key } });
    expect(strategy.warningsOnCreate(object)).toEqual(warnings);
    expect(strategy.warningsOnUpdate(object, object)).toEqual(warnings);
  });

  it('is of another type, and not looked at', () => {
    expect(strategy.warningsOnCreate(secret({ data: { 'tls.crt': '' } }))).toEqual([]);
  });
});
