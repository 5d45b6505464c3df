import type { EnvFromSource, EnvVar, EnvVarSource, FileKeySelector } from '../../../../../schemas/core/v1/env.ts';
import { type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isConfigMapKey } from '../../../../apimachinery/validation/config-map-keys.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { nameIsDNSSubdomain } from '../../../../apimachinery/validation/names.ts';
import { validateObjectFieldSelector, validateResourceFieldSelector } from './field-selectors.ts';
import { validatePathWithoutBacksteps } from './paths.ts';

/** The fields of a pod that a variable can hold as a whole. */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** What is wrong with the environment variables of a container. */
export function validateEnv(variables: readonly EnvVar[] | undefined, path: FieldPath): FieldError[] {
  return errorsOfEach(variables ?? [], (variable, i) => {
    const at = path.index(i);
    const { name, value = '', valueFrom } = variable;
    const errors =
      name === '' ? [requiredField(at.child('name'))] : invalidFor(name, isEnvVarName(name), at.child('name'));
    if (valueFrom !== undefined) addErrors(errors, validateEnvVarSource(valueFrom, value, at.child('valueFrom')));
    return errors;
  });
}

/** Almost everything that can be printed may name a variable (KEP-4369). */
function isEnvVarName(name: string): string[] {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

function validateEnvVarSource(source: EnvVarSource, value: string, path: FieldPath): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  const errors: FieldError[] = [];
  if (fieldRef !== undefined) addErrors(errors, validateObjectFieldSelector(fieldRef, FIELDS, path.child('fieldRef')));
  if (resourceFieldRef !== undefined) {
    addErrors(errors, validateResourceFieldSelector(resourceFieldRef, false, path.child('resourceFieldRef')));
  }
  if (configMapKeyRef !== undefined) addErrors(errors, validateKey(configMapKeyRef, path.child('configMapKeyRef')));
  if (secretKeyRef !== undefined) addErrors(errors, validateKey(secretKeyRef, path.child('secretKeyRef')));
  if (fileKeyRef !== undefined) addErrors(errors, validateFileKey(fileKeyRef, path.child('fileKeyRef')));

  const sources = Object.values(source).filter((member) => member !== undefined).length;
  if (sources === 0) {
    const members = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    errors.push(invalid(path, '', `must specify one of: ${members}`));
  } else if (value !== '') {
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (sources > 1) {
    errors.push(invalid(path, '', MORE_THAN_ONE));
  }
  return errors;
}

const MORE_THAN_ONE = 'may not have more than one field specified at a time';

function validateKey(
  { name = '', key }: { readonly name?: string; readonly key: string },
  path: FieldPath,
): FieldError[] {
  return [
    ...invalidFor(name, nameIsDNSSubdomain(name, false), path.child('name')),
    ...(key === '' ? [requiredField(path.child('key'))] : invalidFor(key, isConfigMapKey(key), path.child('key'))),
  ];
}

function validateFileKey({ key, path: file, volumeName }: FileKeySelector, path: FieldPath): FieldError[] {
  return [
    ...(key === '' ? [requiredField(path.child('key'))] : invalidFor(key, isEnvVarName(key), path.child('key'))),
    ...(volumeName === ''
      ? [requiredField(path.child('volumeName'))]
      : invalidFor(volumeName, isDNS1123Label(volumeName), path.child('volumeName'))),
    ...(file === '' ? [requiredField(path.child('path'))] : validatePathWithoutBacksteps(file, path.child('path'))),
  ];
}

/** What is wrong with sets of environment variables. Errors of having no source, or several, name the list only. */
export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, path: FieldPath): FieldError[] {
  return errorsOfEach(sources ?? [], ({ prefix = '', configMapRef, secretRef }, i) => {
    const at = path.index(i);
    const errors = prefix === '' ? [] : invalidFor(prefix, isEnvVarName(prefix), at.child('prefix'));
    for (const [field, source] of [
      ['configMapRef', configMapRef],
      ['secretRef', secretRef],
    ] as const) {
      if (source === undefined) continue;
      const { name = '' } = source;
      const named = at.child(field).child('name');
      addErrors(errors, name === '' ? [requiredField(named)] : invalidFor(name, nameIsDNSSubdomain(name, true), named));
    }
    if (configMapRef === undefined && secretRef === undefined) {
      errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      errors.push(invalid(path, '', MORE_THAN_ONE));
    }
    return errors;
  });
}
