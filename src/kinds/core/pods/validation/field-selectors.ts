import type { ObjectFieldSelector, ResourceFieldSelector } from '../../../../../schemas/core/v1/field-selectors.ts';
import { type FieldError, invalid, notSupportedText, requiredField } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isZeroQuantity } from '../../../../apimachinery/quantity.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

/** The fields of a pod that have a name outside of it. */
const FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** An old name of a field that is still understood. */
const OLD_HOST = 'spec.host';

/** What is wrong with naming a field of the pod; `supported` are those that may be named here. */
export function validateObjectFieldSelector(
  { apiVersion = '', fieldPath }: ObjectFieldSelector,
  supported: readonly string[],
  path: FieldPath,
): FieldError[] {
  const at = path.child('fieldPath');
  if (apiVersion === '') return [requiredField(path.child('apiVersion'))];
  if (fieldPath === '') return [requiredField(at)];
  const unknown = (why: string) => [invalid(at, fieldPath, `error converting fieldPath: ${why}`)];
  if (apiVersion !== 'v1') return unknown(`unsupported pod version: ${apiVersion}`);

  const subscripted = splitSubscript(fieldPath);
  if (subscripted !== undefined) {
    const { field, key } = subscripted;
    if (field === 'metadata.labels') return invalidFor(key, isQualifiedName(key), path);
    const lowerCase = key.toLowerCase();
    if (field === 'metadata.annotations') return invalidFor(lowerCase, isQualifiedName(lowerCase), path);
    return unknown(`field label does not support subscript: ${fieldPath}`);
  }
  const field = fieldPath === OLD_HOST ? 'spec.nodeName' : fieldPath;
  if (!FIELDS.includes(field)) return unknown(`field label not supported: ${fieldPath}`);
  return supported.includes(field) ? [] : [notSupportedText(at, field, supported)];
}

/** The parts of `field['key']`, where the text has that form. */
function splitSubscript(text: string): { readonly field: string; readonly key: string } | undefined {
  const open = text.indexOf("['");
  const close = text.length - "']".length;
  if (open < 1 || !text.endsWith("']") || open + "['".length > close) return undefined;
  return { field: text.slice(0, open), key: text.slice(open + "['".length, close) };
}

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What is wrong with naming a request or limit of a container, which a volume has to name. */
export function validateResourceFieldSelector(
  { containerName = '', resource, divisor }: ResourceFieldSelector,
  inVolume: boolean,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (inVolume && containerName === '') {
    errors.push(requiredField(path.child('containerName')));
  } else if (resource === '') {
    errors.push(requiredField(path.child('resource')));
  } else if (!RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) {
    errors.push(notSupportedText(path.child('resource'), resource, RESOURCES));
  }
  const rule = divisorRule(resource);
  if (rule !== undefined && !isZeroQuantity(divisor) && !rule.values.includes(divisor)) {
    errors.push(invalid(path.child('divisor'), resource, rule.message));
  }
  return errors;
}

function divisorRule(resource: string): { values: readonly string[]; message: string } | undefined {
  const bytes = (what: string) => ({
    values: BYTE_DIVISORS,
    message: `only divisor's values ${BYTE_DIVISORS.join(', ')} are supported with the ${what} resource`,
  });
  if (HUGE_PAGES.test(resource)) return bytes('hugepages');
  if (!RESOURCES.includes(resource)) return undefined;
  if (resource.endsWith('.memory')) return bytes('memory');
  if (resource.endsWith('.ephemeral-storage')) return bytes('local ephemeral storage');
  return { values: ['1m', '1'], message: "only divisor's values 1m and 1 are supported with the cpu resource" };
}
