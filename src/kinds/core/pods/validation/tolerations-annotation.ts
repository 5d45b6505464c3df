import type { Toleration } from '../../../../../schemas/core/v1/scheduling.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { JsonSyntaxError, parseJson } from '../../../../apimachinery/json/parse-json.ts';
import { validateTolerations } from '../../../../apimachinery/validation/tolerations.ts';

/** The annotation in which tolerations were kept before the spec had them; it is checked, though nothing reads it any more. */
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';

/** What is wrong with the tolerations that an annotation holds as JSON. */
export function validateTolerationsAnnotation(
  annotations: Readonly<Record<string, string>>,
  path: FieldPath,
): FieldError[] {
  const { [TOLERATIONS]: text = '' } = annotations;
  if (text === '') return [];
  const tolerations = read(text);
  if (typeof tolerations === 'string') return [invalid(path, TOLERATIONS, tolerations)];
  return validateTolerations(tolerations, path.child(TOLERATIONS));
}

/** The tolerations that the text holds, or why it holds none. */
function read(text: string): Toleration[] | string {
  let list: unknown;
  try {
    list = parseJson(text).value ?? [];
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
  if (!Array.isArray(list)) return `json: cannot unmarshal ${jsonType(list)} into Go value of type []v1.Toleration`;
  const tolerations = list.map(withoutNulls);
  return tolerations.map(mismatch).find((problem) => problem !== undefined) ?? tolerations;
}

/** Null is the same as nothing. */
function withoutNulls(entry: unknown): Toleration {
  if (typeof entry !== 'object' || Array.isArray(entry)) return entry as Toleration;
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([, value]) => value !== null));
}

const TEXTS = ['key', 'operator', 'value', 'effect'];

function mismatch(entry: Toleration): string | undefined {
  if (typeof entry !== 'object' || Array.isArray(entry)) {
    return `json: cannot unmarshal ${jsonType(entry)} into Go value of type v1.Toleration`;
  }
  for (const [name, value] of Object.entries(entry)) {
    const type = TEXTS.includes(name) ? 'string' : name === 'tolerationSeconds' ? 'int64' : undefined;
    const fits = type === 'string' ? typeof value === 'string' : Number.isInteger(value);
    if (type === undefined || fits) continue;
    return `json: cannot unmarshal ${jsonType(value)} into Go struct field Toleration.${name} of type ${type}`;
  }
  return undefined;
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
