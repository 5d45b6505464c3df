import { createHash } from 'node:crypto';

/** The hash of a document by which clients know it again: SHA-512 in upper-case hexadecimal digits, as in kube-apiserver. */
export function documentHash(text: string): string {
  return createHash('sha512').update(text).digest('hex').toUpperCase();
}

/** The ETag of a document (RFC 9110), with its quotes. */
export function entityTag(text: string): string {
  return `"${documentHash(text)}"`;
}
