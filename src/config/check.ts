/** What is wrong with a value, or undefined. */
export type Check = (value: unknown) => string | undefined;

/** A whole number of `what` within bounds. */
export function integerFrom(least: number, most: number, what: string): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `${shown(value)} is not ${what} (${least} to ${most})`;
}

/** A value of a type of JavaScript. */
export function ofType(type: 'string' | 'boolean' | 'function'): Check {
  return (value) => (typeof value === type ? undefined : `${shown(value)} is not a ${type}`);
}

/** The path of a file. */
export function fileProblem(value: unknown): string | undefined {
  return typeof value === 'string' && /^[^\0]+$/.test(value) ? undefined : `${shown(value)} is not a file`;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
