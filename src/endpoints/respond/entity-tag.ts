import { createHash } from 'node:crypto';

/** The hash of a document by which clients know it again: SHA-512 in upper-case hexadecimal digits, as in kube-apiserver. */
export function documentHash(content: string | Buffer): string {
  return createHash('sha512').update(content).digest('hex').toUpperCase();
}

/** Whether an If-None-Match header names the document that has `tag`, which carries its quotes (RFC 9110). */
export function isNamedBy(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((named) => ['*', tag, `W/${tag}`].includes(named.trim()));
}
