import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { base64ByteLength } from '../../../apimachinery/base64.ts';
import { type FieldError, invalid, tooLong } from '../../../apimachinery/field-error.ts';
import { FieldPath, WHOLE_OBJECT } from '../../../apimachinery/field-path.ts';
import { byteLength } from '../../../apimachinery/validation/byte-length.ts';
import { isConfigMapKey } from '../../../apimachinery/validation/config-map-keys.ts';
import { validateImmutableData } from '../../../apimachinery/validation/immutable-data.ts';
import { DATA_LIMIT } from '../../../apimachinery/validation/messages.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';

const DATA = FieldPath.of('data');
const BINARY_DATA = FieldPath.of('binaryData');

/** What is wrong with a new ConfigMap. */
export function validateConfigMap({ metadata, data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors = validateObjectMeta(metadata, true, nameIsDNSSubdomain);
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    for (const problem of isConfigMapKey(key)) errors.push(invalid(DATA.key(key), key, problem));
    if (Object.hasOwn(binaryData, key)) {
      errors.push(invalid(DATA.key(key), key, 'duplicate of key present in binaryData'));
    }
    size += byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    for (const problem of isConfigMapKey(key)) errors.push(invalid(BINARY_DATA.key(key), key, problem));
    size += base64ByteLength(value);
  }
  if (size > DATA_LIMIT) errors.push(tooLong(WHOLE_OBJECT, DATA_LIMIT));
  return errors;
}

/** What is wrong with replacing the ConfigMap `old` by `next`. */
export function validateConfigMapUpdate(next: ConfigMap, old: ConfigMap): FieldError[] {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateImmutableData(next, old, ['data', 'binaryData']),
    ...validateConfigMap(next),
  ];
}
