/** The forms in which objects are read and written. */
export type Format = 'json' | 'yaml' | 'protobuf';

/** The media type of each form. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};

/** One clause of an Accept header, or a Content-Type. */
export interface MediaRange {
  /** Type and subtype in lower case. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a media type with its parameters. */
export function parseMediaRange(text: string): MediaRange {
  const [type = '', ...rest] = text.split(';');
  const parameters = new Map(
    rest.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=', 2);
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')] as const;
    }),
  );
  return { type: type.trim().toLowerCase(), parameters };
}
