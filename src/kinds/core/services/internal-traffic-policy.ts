import type { ServiceSpec } from '../../../../schemas/core/v1/service-spec.ts';
import { goJson } from '../../../apimachinery/json/go-json.ts';
import { memberText } from '../../../apimachinery/json/member-text.ts';
import { nativeParse } from '../../../apimachinery/json/native-parse.ts';

/**
 * The text of a spec without the policy for traffic within the cluster where the service is but another name. It has no such
 * traffic, and may have kept the policy from the time when it had, to be answered again when its type is another one.
 */
export function hideInternalTrafficPolicy(text: string): string {
  if (!text.includes('"internalTrafficPolicy"')) return text;
  if (memberText(text, text.indexOf('{') + 1, 'type') !== '"ExternalName"') return text;
  const { spec } = nativeParse(`{${text.slice(1)}}`) as { spec: ServiceSpec };
  return `,${goJson({ spec: { ...spec, internalTrafficPolicy: undefined } }).slice(1, -1)}`;
}
