/** The forms in which objects are read and written. */
export type Format = 'json' | 'yaml' | 'protobuf';

/** The media type of each form. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};

/** The media type of JSON patches (RFC 6902). */
export const JSON_PATCH_TYPE = 'application/json-patch+json';

/** One clause of an Accept header, or a Content-Type. */
export interface MediaRange {
  /** Type and subtype in lower case. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The media type alone of a Content-Type, in lower case. */
export function mediaTypeOf(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** Reads a media type with its parameters. */
export function parseMediaRange(text: string): MediaRange {
  const [, ...rest] = text.split(';');
  const parameters = new Map(
    rest.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=', 2);
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')] as const;
    }),
  );
  return { type: mediaTypeOf(text), parameters };
}
