import { goQuote } from './go-quote.ts';
import { invalidListVersion, invalidResourceVersion, unreadableResourceVersion } from './status-error.ts';

/**
 * The revision that the `resourceVersion` of an object stands for; 0 where there is none, which is the version that no object has.
 * @throws StatusError 500 where the text is no number, as kube-apiserver answers it.
 */
export function revisionOfObject(text: string | undefined): number {
  return revisionOf(text, (_, why) => unreadableResourceVersion(why));
}

/** Likewise the revision at which an object, or a watch, is asked for. @throws StatusError 500 where it is no number. */
export function parseResourceVersion(text: string | undefined): number {
  return revisionOf(text, invalidResourceVersion);
}

/** Likewise the revision at which a list is asked for. @throws StatusError 400 where it is no number. */
export function parseListVersion(text: string): number {
  return revisionOf(text, invalidListVersion);
}

function revisionOf(text: string | undefined, fault: (text: string, why: string) => Error): number {
  if (text === undefined || text === '') return 0;
  const problem = problemOf(text);
  if (problem !== undefined) throw fault(text, `strconv.ParseUint: parsing ${goQuote(text)}: ${problem}`);
  return Number(text);
}

/** Whether a text is a number that a version can be: an unsigned integer of 64 bits. */
export function isResourceVersion(text: string): boolean {
  return problemOf(text) === undefined;
}

/** Why Go's strconv.ParseUint takes a text for no number: it reads digit by digit, and stops where the number gets too large. */
function problemOf(text: string): string | undefined {
  const digits = /^\d*/.exec(text)?.[0] ?? '';
  const significant = digits.replace(/^0+/, '');
  if (
    significant.length > MAX_UINT64.length ||
    (significant.length === MAX_UINT64.length && significant > MAX_UINT64)
  ) {
    return 'value out of range';
  }
  return digits === '' || digits.length < text.length ? 'invalid syntax' : undefined;
}

const MAX_UINT64 = '18446744073709551615';
