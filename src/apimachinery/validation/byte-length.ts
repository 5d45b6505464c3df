/** Whether `text` takes more than `limit` bytes in UTF-8, the length that Kubernetes limits. */
export function isLongerThan(text: string, limit: number): boolean {
  // A UTF-16 unit takes one to three bytes, so most texts need no counting.
  if (text.length > limit) return true;
  return text.length * 3 > limit && byteLength(text) > limit;
}

/** The length of `text` in UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
