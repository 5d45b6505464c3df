import { invalidResourceVersion } from './status-error.ts';

/**
 * The revision that a resourceVersion stands for; 0 where there is none, which is the version that no object has.
 * @throws StatusError 500 where the text is no number, as kube-apiserver answers it.
 */
export function parseResourceVersion(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (!isResourceVersion(text)) throw invalidResourceVersion(text);
  return Number(text);
}

/** Whether a text is a number that a version can be: an unsigned integer of 64 bits. */
export function isResourceVersion(text: string): boolean {
  return /^\d{1,20}$/.test(text) && BigInt(text) <= MAX_UINT64;
}

const MAX_UINT64 = 2n ** 64n - 1n;
