import type {
  ConfigMapNodeConfigSource,
  NodeConfigSource,
  NodeConfigStatus,
} from '../../../../schemas/core/v1/node-config.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../apimachinery/field-path.ts';
import { isConfigMapKey } from '../../../apimachinery/validation/config-map-keys.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../apimachinery/validation/fields.ts';

type SourceRule = (source: ConfigMapNodeConfigSource, path: FieldPath) => FieldError[];

/** What is wrong with where a node is to take its configuration from. */
export function validateConfigSource(source: NodeConfigSource, path: FieldPath): FieldError[] {
  return validateSource(source, path, ({ uid = '', resourceVersion = '' }, at) => [
    ...(uid === '' ? [] : [forbidden(at.child('uid'), 'uid must not be set in spec')]),
    ...(resourceVersion === ''
      ? []
      : [forbidden(at.child('resourceVersion'), 'resourceVersion must not be set in spec')]),
  ]);
}

/** What is wrong with what a node says of its configuration. */
export function validateConfigStatus(status: NodeConfigStatus, path: FieldPath): FieldError[] {
  return errorsOfEach(['assigned', 'active', 'lastKnownGood'] as const, (name) => {
    const source = status[name];
    if (source === undefined) return [];
    return validateSource(source, path.child(name), ({ uid = '', resourceVersion = '' }, at) => [
      ...(uid === '' ? [requiredField(at.child('uid'), 'uid must be set in status')] : []),
      ...(resourceVersion === ''
        ? [requiredField(at.child('resourceVersion'), 'resourceVersion must be set in status')]
        : []),
    ]);
  });
}

function validateSource({ configMap }: NodeConfigSource, path: FieldPath, rule: SourceRule): FieldError[] {
  if (configMap === undefined) {
    return [invalid(path, { ConfigMap: null }, 'exactly one reference subfield must be non-nil')];
  }
  const at = path.child('configMap');
  const { namespace, name, kubeletConfigKey: key } = configMap;
  return [
    ...rule(configMap, at),
    ...validateText(namespace, isDNS1123Label, at.child('namespace'), 'namespace must be set'),
    ...validateText(name, isDNS1123Subdomain, at.child('name'), 'name must be set'),
    ...validateText(key, isConfigMapKey, at.child('kubeletConfigKey'), 'kubeletConfigKey must be set'),
  ];
}

function validateText(
  value: string,
  check: (value: string) => string[],
  path: FieldPath,
  absent: string,
): FieldError[] {
  return value === '' ? [requiredField(path, absent)] : invalidFor(value, check(value), path);
}
