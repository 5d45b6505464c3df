import { describe, expect, it } from 'vitest';
import { type FieldError, requiredField } from '../../src/apimachinery/field-error.ts';
import { addErrors, shownErrors } from '../../src/apimachinery/field-errors.ts';
import { FieldPath } from '../../src/apimachinery/field-path.ts';

const LIST = FieldPath.of('spec').child('list');

const errorsOf = (count: number, from = 0): FieldError[] =>
  Array.from({ length: count }, (_, i) => requiredField(LIST.index(from + i)));

describe('the errors of an object', () => {
  it('are all kept, in order, up to a thousand', () => {
    const errors = errorsOf(10);
    addErrors(errors, errorsOf(990, 10));
    expect(errors).toEqual(errorsOf(1000));
    expect(shownErrors(errors)).toEqual(errors);
  });

  it('are counted beyond that, however many a rule finds', () => {
    const errors: FieldError[] = [];
    addErrors(errors, errorsOf(300_000));
    expect(errors).toHaveLength(1001);
    expect(errors.slice(0, 1000)).toEqual(errorsOf(1000));
    expect(errors.at(-1)).toMatchObject({ message: '299000 more errors are not shown', omitted: 299_000 });
  });

  it('are counted once, whichever rules found them and whatever was left out before', () => {
    const some: FieldError[] = [];
    addErrors(some, errorsOf(1500));
    const errors = errorsOf(3);
    addErrors(errors, some);
    addErrors(errors, errorsOf(2));
    expect(errors.at(-1)?.omitted).toBe(505);
    const joined = [...errors, requiredField(LIST), ...some];
    expect(shownErrors(joined)).toHaveLength(1001);
    expect(shownErrors(joined).at(-1)?.omitted).toBe(505 + 1 + 1500);
  });

  it('name no more than 256 KiB, but for the first', () => {
    const long = requiredField(LIST, 'x'.repeat(300 * 1024));
    expect(shownErrors([long, long])).toEqual([
      long,
      expect.objectContaining({ message: 'one more error is not shown' }),
    ]);
    const tenth = requiredField(LIST, 'x'.repeat(25 * 1024));
    expect(shownErrors(Array<FieldError>(50).fill(tenth))).toHaveLength(11);
  });
});
