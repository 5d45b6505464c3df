import type { Secret } from '../../../../schemas/core/v1/secret.ts';
import { base64ByteLength } from '../../../apimachinery/base64.ts';
import { jsonType } from '../../../apimachinery/decode/diagnose.ts';
import { type FieldError, invalid, invalidNamed, requiredField, tooLong } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { JsonSyntaxError, parseJson } from '../../../apimachinery/json/parse-json.ts';
import { isConfigMapKey } from '../../../apimachinery/validation/config-map-keys.ts';
import { validateImmutableData } from '../../../apimachinery/validation/immutable-data.ts';
import { DATA_LIMIT, FIELD_IS_IMMUTABLE } from '../../../apimachinery/validation/messages.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';

const DATA = FieldPath.of('data');
const ANNOTATIONS = FieldPath.of('metadata').child('annotations');
const SERVICE_ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** What is wrong with a new Secret. */
export function validateSecret(secret: Secret): FieldError[] {
  const errors = validateObjectMeta(secret.metadata, true, nameIsDNSSubdomain);
  let size = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    for (const problem of isConfigMapKey(key)) errors.push(invalid(DATA.key(key), key, problem));
    size += base64ByteLength(value);
  }
  if (size > DATA_LIMIT) errors.push(tooLong(DATA, DATA_LIMIT));
  addErrors(errors, validateType(secret));
  return errors;
}

/** What is wrong with replacing the Secret `old` by `next`. */
export function validateSecretUpdate(next: Secret, old: Secret): FieldError[] {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.type === old.type ? [] : [invalidNamed(FieldPath.of('type'), next.type ?? '', FIELD_IS_IMMUTABLE)]),
    ...validateImmutableData(next, old, ['data']),
    ...validateSecret(next),
  ];
}

/** The types that Kubernetes knows have data of certain names; any other type has what it likes. */
function validateType({ metadata, type, data = {} }: Secret): FieldError[] {
  const missing = (...keys: readonly string[]): FieldError[] =>
    keys.filter((key) => !Object.hasOwn(data, key)).map((key) => requiredField(DATA.key(key)));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      // The token and all else that belongs to it may be added by a controller.
      if (metadata.annotations?.[SERVICE_ACCOUNT_NAME]) return [];
      return [requiredField(ANNOTATIONS.key(SERVICE_ACCOUNT_NAME))];
    case 'kubernetes.io/dockercfg':
      return validateJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return validateJson(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const absent = missing('username', 'password');
      return absent.length === 2 ? absent : [];
    }
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [requiredField(DATA.key('ssh-privatekey'))];
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key');
    default:
      return [];
  }
}

function validateJson(data: Readonly<Record<string, string>>, key: string): FieldError[] {
  const value = data[key];
  if (value === undefined) return [requiredField(DATA.key(key))];
  const problem = jsonObjectProblem(Buffer.from(value, 'base64').toString());
  return problem === undefined ? [] : [invalid(DATA.key(key), '<secret contents redacted>', problem)];
}

/** Why `text` is no JSON object, in the words of Go's encoding/json; null is taken for an empty one. */
function jsonObjectProblem(text: string): string | undefined {
  let value: unknown;
  try {
    ({ value } = parseJson(text));
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
  if (value === null || jsonType(value) === 'object') return undefined;
  return `json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
}
