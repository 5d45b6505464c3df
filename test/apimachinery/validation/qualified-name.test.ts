import { describe, expect, it } from 'vitest';
import { isLabelValue, isQualifiedName } from '../../../src/apimachinery/validation/qualified-name.ts';

const RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const PREFIX_RULE =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('isQualifiedName', () => {
  it.each(['a', 'MyName', 'my.name_x-1', 'example.com/MyName', `${'p'.repeat(253)}/${'n'.repeat(63)}`])(
    'accepts %j',
    (value) => {
      expect(isQualifiedName(value)).toEqual([]);
    },
  );

  it.each([
    ['', ['name part must be non-empty', `name part ${RULE}`]],
    ['-a', [`name part ${RULE}`]],
    ['a b', [`name part ${RULE}`]],
    ['x'.repeat(64), ['name part must be no more than 63 bytes']],
    ['é'.repeat(32), ['name part must be no more than 63 bytes', `name part ${RULE}`]],
    ['/a', ['prefix part must be non-empty']],
    ['a/', ['name part must be non-empty', `name part ${RULE}`]],
    ['Ex/a', [PREFIX_RULE]],
    [`${'p'.repeat(254)}/a`, ['prefix part must be no more than 253 bytes']],
    ['Ex/-', [PREFIX_RULE, `name part ${RULE}`]],
    ['a/b/c', [`a valid label key ${RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]],
  ])('refuses %j', (value, problems) => {
    expect(isQualifiedName(value)).toEqual(problems);
  });
});

describe('isLabelValue', () => {
  it.each(['', 'a', 'v1.2_3-x', 'x'.repeat(63)])('accepts %j', (value) => {
    expect(isLabelValue(value)).toEqual([]);
  });

  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  it.each([
    ['a b', [rule]],
    ['a/b', [rule]],
    ['x'.repeat(64), ['must be no more than 63 bytes']],
    [`${'x'.repeat(63)}-`, ['must be no more than 63 bytes', rule]],
  ])('refuses %j', (value, problems) => {
    expect(isLabelValue(value)).toEqual(problems);
  });
});
