import type { Taint } from '../../../../schemas/core/v1/node.ts';
import { type FieldError, invalid, requiredField } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../apimachinery/field-path.ts';
import { JsonSyntaxError, parseJson } from '../../../apimachinery/json/parse-json.ts';
import { validateTaints } from './taints.ts';

/** Where taints were before the spec had them. It is checked, though nothing reads it any more. */
const TAINTS = 'scheduler.alpha.kubernetes.io/taints';
/** Which controllers' pods the node would rather not run. It is checked, though nothing reads it any more. */
const AVOIDED_PODS = 'scheduler.alpha.kubernetes.io/preferAvoidPods';

/** What is wrong with the annotations of a node that hold JSON. */
export function validateNodeAnnotations(
  annotations: Readonly<Record<string, string>> = {},
  path: FieldPath,
): FieldError[] {
  const { [TAINTS]: taints = '', [AVOIDED_PODS]: avoided = '' } = annotations;
  return [
    ...(taints === '' ? [] : validateTaintsAnnotation(taints, path)),
    ...(avoided === '' ? [] : validateAvoidedPods(avoided, path)),
  ];
}

function validateTaintsAnnotation(text: string, path: FieldPath): FieldError[] {
  const list = read(text);
  if (list instanceof JsonSyntaxError) return [invalid(path, TAINTS, list.message)];
  if (list === null) return [];
  if (!Array.isArray(list)) return [invalid(path, TAINTS, mismatch(list, '[]core.Taint'))];
  const wrong = list.find((entry) => entry !== null && !isObject(entry));
  if (wrong !== undefined) return [invalid(path, TAINTS, mismatch(wrong, 'core.Taint'))];
  return validateTaints(list.map(taintOf), path.child(TAINTS));
}

function taintOf(entry: unknown): Taint {
  const { key = '', value = '', effect = '' } = membersOf(entry);
  return { key: String(key), value: String(value), effect: String(effect) };
}

function validateAvoidedPods(text: string, path: FieldPath): FieldError[] {
  const avoided = read(text);
  if (avoided instanceof JsonSyntaxError) return [invalid(path.child('AvoidPods'), AVOIDED_PODS, avoided.message)];
  if (avoided !== null && !isObject(avoided)) {
    return [invalid(path.child('AvoidPods'), AVOIDED_PODS, mismatch(avoided, 'v1.AvoidPods'))];
  }
  const { preferavoidpods: entries } = membersOf(avoided);
  if (!Array.isArray(entries)) return [];
  return errorsOfEach(entries, (entry, i) => {
    const at = path.child(AVOIDED_PODS).index(i).child('PodSignature');
    const { podcontroller: controller } = membersOf(membersOf(entry).podsignature);
    if (controller === undefined || controller === null) return [requiredField(at)];
    if (membersOf(controller).controller === true) return [];
    return [invalid(at.child('PodController').child('Controller'), false, 'must point to a controller')];
  });
}

function read(text: string): unknown {
  try {
    return parseJson(text).value ?? null;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of an object by their names in lower case, as Go reads JSON without minding the case; none of anything else. */
function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}

function mismatch(value: unknown, type: string): string {
  const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${found} into Go value of type ${type}`;
}
