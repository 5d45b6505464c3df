import { describe, expect, it } from 'vitest';
import {
  duplicate,
  forbidden,
  internal,
  invalid,
  invalidNamed,
  notFoundValue,
  notSupported,
  notSupportedText,
  requiredField,
  tooLong,
  tooMany,
} from '../../src/apimachinery/field-error.ts';
import { FieldPath } from '../../src/apimachinery/field-path.ts';

const path = FieldPath.of('spec').child('x');

describe('field errors', () => {
  it.each([
    [invalid(path, 'a"b', 'must not'), 'FieldValueInvalid', 'Invalid value: "a\\"b": must not'],
    [invalid(path, -1, 'must be positive'), 'FieldValueInvalid', 'Invalid value: -1: must be positive'],
    [invalid(path, 2n ** 62n, 'no'), 'FieldValueInvalid', 'Invalid value: 4611686018427387904: no'],
    [invalid(path, true, 'no'), 'FieldValueInvalid', 'Invalid value: true: no'],
    [invalid(path, null, 'no'), 'FieldValueInvalid', 'Invalid value: null: no'],
    [invalid(path, undefined, 'no'), 'FieldValueInvalid', 'Invalid value: no'],
    [invalid(path, [{ ip: '1.2.3.4' }], 'no'), 'FieldValueInvalid', 'Invalid value: [{"ip":"1.2.3.4"}]: no'],
    [invalid(path, '<', 'no'), 'FieldValueInvalid', 'Invalid value: "<": no'],
    [invalid(path, ['<'], 'no'), 'FieldValueInvalid', 'Invalid value: ["\\u003c"]: no'],
    [invalidNamed(path, 'a<"', 'no'), 'FieldValueInvalid', 'Invalid value: "a\\u003c\\"": no'],
    [notSupported(path, '&', ['a']), 'FieldValueNotSupported', 'Unsupported value: "\\u0026": supported values: "a"'],
    [notSupportedText(path, '&', ['a']), 'FieldValueNotSupported', 'Unsupported value: "&": supported values: "a"'],
    [requiredField(path), 'FieldValueRequired', 'Required value'],
    [requiredField(path, 'must be set'), 'FieldValueRequired', 'Required value: must be set'],
    [duplicate(path, 'a'), 'FieldValueDuplicate', 'Duplicate value: "a"'],
    [forbidden(path, 'not here'), 'FieldValueForbidden', 'Forbidden: not here'],
    [
      notSupported(path, 'a', ['b', 'c']),
      'FieldValueNotSupported',
      'Unsupported value: "a": supported values: "b", "c"',
    ],
    [notSupported(path, 'a', []), 'FieldValueNotSupported', 'Unsupported value: "a"'],
    [tooLong(path, 10), 'FieldValueTooLong', 'Too long: may not be more than 10 bytes'],
    [tooMany(path, 3, 2), 'FieldValueTooMany', 'Too many: 3: must have at most 2 items'],
    [tooMany(path, 2, 1), 'FieldValueTooMany', 'Too many: 2: must have at most 1 item'],
    [notFoundValue(path, 'v'), 'FieldValueNotFound', 'Not found: "v"'],
    [internal(path, 'broken'), 'InternalError', 'Internal error: broken'],
  ])('%o reads as kube-apiserver writes it', (error, reason, message) => {
    expect(error).toEqual({ reason, field: 'spec.x', message });
  });
});
