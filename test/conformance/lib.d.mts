// Types for what the tests call of lib.mjs.

export interface Step {
  readonly method?: string;
  readonly path?: string;
  readonly events?: string;
  readonly expect?: unknown;
  readonly loose?: readonly string[];
  readonly ignore?: readonly string[];
  /** For how long a step with `until` is asked again, in milliseconds. */
  readonly untilMs?: number;
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export class Client {
  constructor(options: { readonly server: string; readonly token?: string });
  close(): void;
}

/** What came back, before `normalise`. */
export interface Performed {
  readonly raw: readonly unknown[];
  readonly vars: object;
}

export function perform(client: Client, scenario: Scenario): Promise<Performed>;
export function normalise(performed: Performed): readonly unknown[];
export function canonical(value: unknown): unknown;
export function diff(
  expected: unknown,
  actual: unknown,
  rules: { readonly loose: readonly string[]; readonly ignore: readonly string[] },
): Difference[];
