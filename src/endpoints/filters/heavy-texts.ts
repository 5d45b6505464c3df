import type { TSchema } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import { indentJson } from '../../apimachinery/json/indent-json.ts';
import { encodeListItem } from '../../apimachinery/protobuf/encode-protobuf-list.ts';
import { jsonToYaml } from '../../apimachinery/yaml/json-to-yaml.ts';
import type { HandedRequest, HeavyLane } from './heavy-lane.ts';

/** Writes JSON in other ways for lists: what is short at once, what is long where it holds nobody up. */
export interface TextWriter {
  readonly yaml: (json: string) => Promise<string>;
  readonly indented: (json: string) => string | Promise<string>;
  /** As encodeListItem does. */
  readonly listItem: (schema: TSchema, json: string) => Buffer | Promise<Buffer>;
}

// So much takes a few milliseconds each.
const LONG_YAML = 16 * 1024;
const LONG_PROTOBUF = 64 * 1024;
const LONG_INDENTED = 128 * 1024;

const WRITER = 'textWriters';
/** Where JSON is written as YAML instead of a request being answered. No request of a client is for what is no path. */
export const YAML_TEXT = 'text:yaml';
const INDENTED = 'text:indented';
const LIST_ITEM = 'text:list-item:';

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
  };
}

/** Writes a text that was handed on; undefined for any other request. `schemas` are those of the objects that there may be. */
export function heavyTexts(schemas: readonly TSchema[]): (request: HandedRequest) => Promise<Buffer> | undefined {
  const byId = new Map([...schemas, PartialObjectMetadata].map((schema) => [schema.$id, schema]));
  return ({ url, body }) => {
    if (url !== YAML_TEXT && url !== INDENTED && !url.startsWith(LIST_ITEM)) return undefined;
    return written(url, Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  };

  async function written(url: string, json: string): Promise<Buffer> {
    if (url === YAML_TEXT) return Buffer.from(await jsonToYaml(json));
    if (url === INDENTED) return Buffer.from(indentJson(json));
    const schema = byId.get(url.slice(LIST_ITEM.length));
    if (schema === undefined) throw new TypeError(`there is no schema for ${url}`);
    return encodeListItem(schema, json);
  }
}
