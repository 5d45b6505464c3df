import { describe, expect, test } from 'vitest';
import * as errors from '../../src/apimachinery/status-error.ts';

const PODS = { group: '', resource: 'pods' };
const WIDGETS = { group: 'example.com', resource: 'widgets' };

describe('a Status', () => {
  test('of the core group names the resource alone, of another the group as well', () => {
    expect(errors.notFound(PODS, 'p').status).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'pods "p" not found',
      reason: 'NotFound',
      details: { name: 'p', kind: 'pods' },
      code: 404,
    });
    expect(errors.notFound(WIDGETS, 'w').status).toMatchObject({
      message: 'widgets.example.com "w" not found',
      details: { name: 'w', group: 'example.com', kind: 'widgets' },
    });
  });

  test('is written with its members in the order of kube-apiserver', () => {
    expect(JSON.stringify(errors.alreadyExists(PODS, 'p').status)).toBe(
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \\"p\\" already exists","reason":"AlreadyExists","details":{"name":"p","kind":"pods"},"code":409}',
    );
  });

  test('is an Error with the message, to be thrown', () => {
    const error = errors.badRequest('no');
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('no');
    expect(error.status).not.toHaveProperty('details');
  });
});

describe('an invalid object', () => {
  const cause = (field: string, message: string) => ({ reason: 'FieldValueInvalid', field, message }) as const;

  test('with one error has it as it is, with several a list; the message names each once, the causes all', () => {
    const kind = { group: '', kind: 'Pod' };
    expect(errors.invalidObject(kind, 'p', [cause('a', 'x')]).message).toBe('Pod "p" is invalid: a: x');
    const { status } = errors.invalidObject(kind, 'p', [cause('a', 'x'), cause('a', 'x'), cause('b', 'y')]);
    expect(status.message).toBe('Pod "p" is invalid: [a: x, b: y]');
    expect(status.details?.causes).toEqual([cause('a', 'x'), cause('a', 'x'), cause('b', 'y')]);
    expect(errors.invalidObject(kind, '', [cause('a', 'x')]).status.details).not.toHaveProperty('name');
  });

  test('names a thousand rules, and says how many more are broken', () => {
    const broken = Array.from({ length: 200_000 }, (_, i) => cause(`a[${i}]`, 'x'));
    const { status } = errors.invalidObject({ group: '', kind: 'Pod' }, 'p', broken);
    expect(status.message).toMatch(
      /^Pod "p" is invalid: \[a\[0\]: x, .*, a\[999\]: x, 199000 more errors are not shown\]$/,
    );
    expect(status.details?.causes).toHaveLength(1001);
    expect(status.details?.causes?.at(-1)).toEqual({
      reason: 'FieldValueTooMany',
      message: '199000 more errors are not shown',
    });
  });

  test('may be the options of a request', () => {
    expect(errors.invalidOptions('UpdateOptions', [cause('dryRun', 'x')]).status).toMatchObject({
      message: 'UpdateOptions.meta.k8s.io "" is invalid: dryRun: x',
      details: { group: 'meta.k8s.io', kind: 'UpdateOptions' },
      code: 422,
    });
  });
});

test.each([
  [
    errors.staleResourceVersion(PODS, 'p'),
    409,
    'Conflict',
    'Operation cannot be fulfilled on pods "p": the object has been modified; please apply your changes to the latest version and try again',
  ],
  [
    errors.failedPrecondition({ group: 'example.com', kind: 'Widget' }, 'w', 'no'),
    409,
    'Conflict',
    'Operation cannot be fulfilled on Widget.example.com "w": no',
  ],
  [errors.forbidden(PODS, 'p', 'no'), 403, 'Forbidden', 'pods "p" is forbidden: no'],
  [errors.forbidden(PODS, '', 'no'), 403, 'Forbidden', 'pods is forbidden: no'],
  [
    errors.actionNotSupported(WIDGETS, 'watch'),
    405,
    'MethodNotAllowed',
    'watch is not supported on resources of kind "widgets.example.com"',
  ],
  [errors.resourceVersionOnCreate(), 500, undefined, 'resourceVersion should not be set on objects to be created'],
  [
    errors.invalidListVersion('x'),
    400,
    'BadRequest',
    'invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
  ],
  [errors.requestEntityTooLarge(5), 413, 'RequestEntityTooLarge', 'Request entity too large: limit is 5'],
  [errors.timedOut('late'), 504, 'Timeout', 'Timeout: late'],
  [errors.expired('old'), 410, 'Expired', 'old'],
  [errors.unavailable('no'), 503, 'ServiceUnavailable', 'no'],
  [errors.internalError('no'), 500, 'InternalError', 'Internal error occurred: no'],
])('%s', ({ status }, code, reason, message) => {
  expect(status).toMatchObject({ code, message });
  expect(status.reason).toBe(reason);
});
