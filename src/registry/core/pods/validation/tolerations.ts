import { type Static, Type } from '@sinclair/typebox';
import { Toleration } from '../../../../../schemas/core/v1/scheduling.ts';
import { DecodeContext, DecodeError } from '../../../../apimachinery/decode/decode-context.ts';
import { decoderOf } from '../../../../apimachinery/decode/decoder.ts';
import { type FieldError, invalid, notSupported } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { JsonSyntaxError, parseJson } from '../../../../apimachinery/json/parse-json.ts';
import { isLabelValue, isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with tolerations: each names a taint, or all of them, in a way that makes sense. */
export function validateTolerations(tolerations: readonly Toleration[], path: FieldPath): FieldError[] {
  return tolerations.flatMap((toleration, i) => validateToleration(toleration, path.index(i)));
}

function validateToleration(toleration: Toleration, path: FieldPath): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors: FieldError[] = [];
  if (key !== '') for (const problem of isQualifiedName(key)) errors.push(invalid(path.child('key'), key, problem));
  if (key === '' && operator !== 'Exists') {
    const meaning = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(path.child('operator'), operator, meaning));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(path.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === '' || operator === 'Equal') {
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(path.child('operator'), value, problems.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(path.child('operator'), toleration, "value must be empty when `operator` is 'Exists'"));
  } else {
    errors.push(notSupported(path.child('operator'), operator, ['Equal', 'Exists']));
  }
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(path.child('effect'), effect, EFFECTS));
  return errors;
}

/** The annotation in which tolerations were kept before the spec had them; it is checked, though nothing reads it any more. */
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const TolerationList = Type.Array(Toleration);

/** What is wrong with the tolerations that an annotation holds as JSON. */
export function validateTolerationsAnnotation(
  annotations: Readonly<Record<string, string>>,
  path: FieldPath,
): FieldError[] {
  const { [TOLERATIONS]: text = '' } = annotations;
  if (text === '') return [];
  try {
    return validateTolerations(decodeTolerations(text), path.child(TOLERATIONS));
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof DecodeError) return [invalid(path, TOLERATIONS, error.message)];
    throw error;
  }
}

function decodeTolerations(text: string): Static<typeof TolerationList> {
  const { value } = parseJson(text);
  if (value === null) return [];
  return decoderOf(TolerationList)(value, new DecodeContext(), 'Toleration') as Static<typeof TolerationList>;
}
