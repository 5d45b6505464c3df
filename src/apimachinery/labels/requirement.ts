import { type FieldError, invalid } from '../field-error.ts';
import { isLabelValue, isQualifiedName } from '../validation/qualified-name.ts';

/** How a requirement compares a label with its values. */
export type Operator = 'in' | 'notin' | '=' | '==' | '!=' | 'gt' | 'lt' | 'exists' | '!';

/** One of the conditions of a label selector, all of which have to hold. */
export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  /** Each once, in order of their text. */
  readonly values: readonly string[];
}

/** What an object's label of a key is; undefined where it has none. */
export type LabelLookup = (key: string) => string | undefined;

/** What is wrong with a requirement whose key is known to be good. */
export function requirementErrors({ key, operator, values }: Requirement): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'gt' || operator === 'lt') {
    for (const [index, value] of values.entries()) {
      if (integer(value) !== undefined) continue;
      errors.push(invalid(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer"));
    }
  }
  for (const [index, value] of values.entries()) {
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(`values[${index}][${key}]`, value, problems.join('; ')));
  }
  return errors;
}

/** What is wrong with the key of a requirement; undefined where nothing is. */
export function keyError(key: string): FieldError | undefined {
  const problems = isQualifiedName(key);
  // kube-apiserver prints a path that is not there so.
  return problems.length === 0 ? undefined : invalid('<nil>', key, problems.join('; '));
}

/** Whether an object with these labels meets a requirement. One that lacks the label meets `!=` and `notin`. */
export function meets(requirement: Requirement, labels: LabelLookup): boolean {
  return testOf(requirement)(labels(requirement.key));
}

/** The same for all of some requirements at once, for whoever asks it of many objects: it takes one look-up for each of them. */
export function meetsAll(requirements: readonly Requirement[]): (labels: LabelLookup) => boolean {
  const tests = requirements.map((requirement) => ({ key: requirement.key, holds: testOf(requirement) }));
  return (labels) => tests.every(({ key, holds }) => holds(labels(key)));
}

function testOf({ operator, values }: Requirement): (label: string | undefined) => boolean {
  const known = new Set(values);
  switch (operator) {
    case 'exists':
      return (label) => label !== undefined;
    case '!':
      return (label) => label === undefined;
    case 'in':
    case '=':
    case '==':
      return (label) => label !== undefined && known.has(label);
    case 'notin':
    case '!=':
      return (label) => label === undefined || !known.has(label);
    case 'gt':
      return (label) => compares(label, values, (value, bound) => value > bound);
    case 'lt':
      return (label) => compares(label, values, (value, bound) => value < bound);
  }
}

function compares(
  value: string | undefined,
  [bound = '']: readonly string[],
  holds: (label: bigint, bound: bigint) => boolean,
): boolean {
  const label = value === undefined ? undefined : integer(value);
  const limit = integer(bound);
  return label !== undefined && limit !== undefined && holds(label, limit);
}

/** Reads an integer of 64 bits, as Go's strconv.ParseInt does. */
function integer(text: string): bigint | undefined {
  if (!/^[+-]?\d{1,64}$/.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
