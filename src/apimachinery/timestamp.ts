/** An instant as the API writes it: UTC, whole seconds. */
export function timestamp(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== last.second) last = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return last.text;
}

// In each second there may be thousands of writes.
let last = { second: Number.NaN, text: '' };
