import { unsupportedMediaType } from '../../apimachinery/status-error.ts';
import { type Format, MEDIA_TYPES, mediaTypeOf } from './media-types.ts';

/** The form of a request's body; a body without a Content-Type is JSON. @throws StatusError 415 */
export function inputFormat(contentType: string | undefined): Format {
  if (contentType === undefined || contentType === '' || contentType === MEDIA_TYPES.json) return 'json';
  const type = mediaTypeOf(contentType);
  if (type === MEDIA_TYPES.json) return 'json';
  if (type === MEDIA_TYPES.yaml) return 'yaml';
  if (type === MEDIA_TYPES.protobuf) return 'protobuf';
  throw unsupportedMediaType(Object.values(MEDIA_TYPES));
}
