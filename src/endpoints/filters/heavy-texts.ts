import type { TSchema } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { indentJson } from '../../apimachinery/json/indent-json.ts';
import { encodeListItem } from '../../apimachinery/protobuf/encode-protobuf-list.ts';
import { rowCells } from '../../apimachinery/table/row-cells.ts';
import { jsonToYaml } from '../../apimachinery/yaml/json-to-yaml.ts';
import type { ResourceDefinition } from '../../registry/definition/resource-definition.ts';
import { textLength } from '../../storage/segments.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import type { HandedRequest, HeavyLane } from './heavy-lane.ts';

/** Writes what takes long if it is long for lists: what is short at once, what is long where it holds nobody up. */
export interface TextWriter {
  readonly yaml: (json: string) => Promise<string>;
  readonly indented: (json: string) => string | Promise<string>;
  /** As encodeListItem does. */
  readonly listItem: (schema: TSchema, json: string) => Buffer | Promise<Buffer>;
  /** What rowCells makes of the row of an object of a kind in a table as of `now`, in milliseconds since 1970. */
  readonly rowCells: <T extends ApiObject>(
    definition: Pick<ResourceDefinition<T>, 'kind' | 'codec' | 'table'>,
    object: { readonly value: StoredValue; readonly revision: number | undefined },
    now: number,
  ) => string | Promise<string>;
}

// So much takes a few milliseconds each.
const LONG_YAML = 16 * 1024;
const LONG_PROTOBUF = 64 * 1024;
const LONG_INDENTED = 128 * 1024;
const LONG_ROW = 64 * 1024;

const WRITER = 'textWriters';
// No request of a client is for what is no path.
const TEXT = 'text:';
/** Where JSON is written as YAML instead of a request being answered. */
export const YAML_TEXT = 'text:yaml';
const INDENTED = 'text:indented';
const LIST_ITEM = 'text:list-item:';
/** With the time, the revision and the kind after it. */
const ROW_CELLS = 'text:row-cells:';
const ROW_URL = /^text:row-cells:(\d+):(\d+):(.*)$/;

/** Has the long texts of an app's answers written by a lane. */
export function writeHeavyTexts(app: FastifyInstance, lane: HeavyLane): void {
  app.decorate(WRITER, (signal: AbortSignal | undefined) => laneWriter(lane, signal));
}

/** What writes the texts of one of an app's answers. What is not written when `signal` aborts fails with its reason. */
export function textWriter(app: FastifyInstance, signal: AbortSignal | undefined): TextWriter {
  return app.getDecorator<(signal: AbortSignal | undefined) => TextWriter>(WRITER)(signal);
}

function laneWriter(lane: HeavyLane, signal: AbortSignal | undefined): TextWriter {
  const by = async (url: string, json: string): Promise<Buffer> => {
    const { body } = await lane.answer(
      { method: 'POST', url, headers: {}, body: Buffer.from(json), user: undefined },
      signal,
    );
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  };
  return {
    yaml: (json) => (json.length > LONG_YAML ? by(YAML_TEXT, json).then(String) : jsonToYaml(json)),
    indented: (json) => (json.length > LONG_INDENTED ? by(INDENTED, json).then(String) : indentJson(json)),
    listItem: (schema, json) =>
      json.length > LONG_PROTOBUF && schema.$id !== undefined
        ? by(LIST_ITEM + schema.$id, json)
        : encodeListItem(schema, json),
    rowCells: (definition, { value, revision = 0 }, now) =>
      textLength(value) > LONG_ROW
        ? by(`${ROW_CELLS}${now}:${revision}:${nameOf(definition)}`, value.join('')).then(String)
        : cellsOf(definition, value, revision, now),
  };
}

function cellsOf<T extends ApiObject>(
  { codec, table }: Pick<ResourceDefinition<T>, 'codec' | 'table'>,
  value: StoredValue,
  revision: number,
  now: number,
): string {
  return rowCells(table.row(codec.open(value, revision), now));
}

function nameOf({ kind }: Pick<ResourceDefinition<never>, 'kind'>): string {
  return `${apiVersionOf(kind)}/${kind.kind}`;
}

/** Writes a text that was handed on; undefined for any other request. `definitions` are those of the objects that there may be. */
export function heavyTexts(
  definitions: readonly ResourceDefinition<ApiObject>[],
): (request: HandedRequest) => Promise<Buffer> | undefined {
  const schemas = definitions.map(({ schema }) => schema);
  const schemaById = new Map([...schemas, PartialObjectMetadata].map((schema) => [schema.$id, schema]));
  const byName = new Map(definitions.map((definition) => [nameOf(definition), definition]));
  return ({ url, body }) => {
    if (!url.startsWith(TEXT)) return undefined;
    return written(url, Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  };

  async function written(url: string, json: string): Promise<Buffer> {
    if (url === YAML_TEXT) return Buffer.from(await jsonToYaml(json));
    if (url === INDENTED) return Buffer.from(indentJson(json));
    const schema = url.startsWith(LIST_ITEM) ? schemaById.get(url.slice(LIST_ITEM.length)) : undefined;
    if (schema !== undefined) return encodeListItem(schema, json);
    const [, now, revision, name = ''] = ROW_URL.exec(url) ?? [];
    const definition = byName.get(name);
    if (definition === undefined) throw new TypeError(`nothing is known of ${url}`);
    return Buffer.from(cellsOf(definition, definition.codec.cut(json), Number(revision), Number(now)));
  }
}
