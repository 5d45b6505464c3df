/** A value read from text, or what is wrong with the text. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Takes the text as it is. */
export function parseText(text: string): Parsed<string> {
  return { ok: true, value: text };
}

/** Texts between commas. */
export function parseList(text: string): Parsed<readonly string[]> {
  return { ok: true, value: text.split(',') };
}

/** A whole number; what range it must lie in is for the option to say. */
export function parseInteger(text: string): Parsed<number> {
  return /^-?\d+$/.test(text) ? { ok: true, value: Number(text) } : wrong(text, 'a whole number');
}

/** A boolean in the spellings that Kubernetes' flags take (those of Go's `strconv.ParseBool`). */
export function parseBoolean(text: string): Parsed<boolean> {
  if (/^(1|t|T|true|True|TRUE)$/.test(text)) return { ok: true, value: true };
  if (/^(0|f|F|false|False|FALSE)$/.test(text)) return { ok: true, value: false };
  return wrong(text, 'true or false');
}

const BYTE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** A number of bytes, with or without a suffix of Kubernetes' quantities. */
export function parseByteCount(text: string): Parsed<number> {
  const [, count, unit = ''] = /^(\d+)(k|M|G|Ki|Mi|Gi)?$/.exec(text) ?? [];
  const factor = BYTE_UNITS[unit];
  if (count === undefined || factor === undefined) return wrong(text, 'a number of bytes such as 33554432 or 32Mi');
  return { ok: true, value: Number(count) * factor };
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration as Go writes it (`1m0s`, `1.5h`, `500ms`), in whole milliseconds, rounded up. */
export function parseDuration(text: string): Parsed<number> {
  if (text === '0') return { ok: true, value: 0 };
  let total = 0;
  let read = 0;
  for (const [part, count, unit = ''] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy)) {
    total += Number(count) * (MILLISECONDS[unit] ?? 0);
    read += part.length;
  }
  if (read === 0 || read < text.length) return wrong(text, 'a duration such as 1m0s or 500ms');
  // A sum such as 0.1 + 0.2 must not be rounded up for the error that floating point makes.
  return { ok: true, value: Math.ceil(Number(total.toFixed(6))) };
}

function wrong(text: string, expected: string): Parsed<never> {
  return { ok: false, problem: `${JSON.stringify(text)} is not ${expected}` };
}
