/** What is said of a value that an update may not change. */
export const FIELD_IS_IMMUTABLE = 'field is immutable';

/** What is said of an integer that has to be zero or more. */
export const NOT_NEGATIVE = 'must be greater than or equal to 0';

/** What is said of a value that has to match `format`, a regular expression, with examples of values that do. */
export function mustMatch(rule: string, format: string, ...examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${shown}regex used for validation is '${format}')`;
}

/** What is said of an integer outside `low` to `high`. */
export function mustBeBetween(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

/** The data of a ConfigMap or Secret may take this many bytes altogether: 1 MiB, which etcd can hold with what is around it. */
export const DATA_LIMIT = 1024 * 1024;
