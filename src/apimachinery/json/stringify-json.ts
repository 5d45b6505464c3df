import { rawJson } from './raw-json.ts';

/** JSON text, and whether it holds integers that JSON.parse would round. */
export interface JsonText {
  readonly text: string;
  readonly longIntegers: boolean;
}

/** Writes a canonical value as compact JSON. 64-bit integers are written exactly. */
export function stringifyJson(value: unknown): JsonText {
  try {
    return { text: JSON.stringify(value), longIntegers: false };
  } catch (error) {
    // Only a bigint is refused, which is rare enough to be found out this way.
    if (!(error instanceof TypeError)) throw error;
    const text = JSON.stringify(value, (_, member: unknown) =>
      typeof member === 'bigint' ? rawJson(String(member)) : member,
    );
    return { text, longIntegers: true };
  }
}
