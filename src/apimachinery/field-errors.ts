import type { FieldError } from './field-error.ts';

/**
 * How many errors an answer names. Who mends an object by hand reads a handful, and a program that makes a mistake in each entry of a
 * list makes some hundreds. Beyond that an answer only grows with what a client can send.
 */
export const MOST_ERRORS = 1000;

// Characters of fields and messages together. Thousands of errors of the usual length fit; where each repeats what is long, such
// as the names to choose from, there is no more to be learnt from the hundredth.
const MOST_TEXT = 256 * 1024;

/**
 * Adds to the errors of an object what another rule has found, however much that is. Beyond a thousand they are counted
 * instead of kept: the last entry then says how many more there are.
 */
export function addErrors(errors: FieldError[], found: readonly FieldError[]): void {
  if (found.length === 0) return;
  let omitted = 0;
  for (const error of found) {
    if (error.omitted !== undefined) omitted += error.omitted;
    else if (errors.length < MOST_ERRORS) errors.push(error);
    else omitted += 1;
  }
  if (omitted === 0) return;
  const last = errors.at(-1)?.omitted;
  if (last !== undefined) errors.pop();
  errors.push(omission(omitted + (last ?? 0)));
}

/** What a rule finds wrong with each of the entries of a list, in order, of which no more is kept than addErrors keeps. */
export function errorsOfEach<T>(
  entries: readonly T[],
  rule: (entry: T, index: number) => readonly FieldError[],
): FieldError[] {
  const errors: FieldError[] = [];
  for (let i = 0; i < entries.length; i += 1) addErrors(errors, rule(entries[i] as T, i));
  return errors;
}

/**
 * The errors that an answer names, in order: the first of them, up to a thousand and to 256 KiB of text, and where there are more an
 * entry that says how many. The first error is always among them, and whole.
 */
export function shownErrors(errors: readonly FieldError[]): readonly FieldError[] {
  const shown: FieldError[] = [];
  let text = 0;
  let omitted = 0;
  for (const error of errors) {
    text += error.field.length + error.message.length;
    if (error.omitted !== undefined) omitted += error.omitted;
    else if (shown.length === 0 || (shown.length < MOST_ERRORS && text <= MOST_TEXT)) shown.push(error);
    else omitted += 1;
  }
  if (omitted > 0) shown.push(omission(omitted));
  return shown;
}

function omission(omitted: number): FieldError {
  const message = omitted === 1 ? 'one more error is not shown' : `${omitted} more errors are not shown`;
  return { reason: 'FieldValueTooMany', field: '', message, omitted };
}
