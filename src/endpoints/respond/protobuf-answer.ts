import type { TSchema } from '@sinclair/typebox';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import { Status } from '../../../schemas/meta/v1/status.ts';
import { encodeProtobuf } from '../../apimachinery/protobuf/encode-protobuf.ts';

/** What a request for any object may be answered with instead of it. */
const META_SCHEMAS: Readonly<Record<string, TSchema>> = { Status, PartialObjectMetadata };

/** Writes an answer in protobuf, a Status and metadata alone by their own schemas. `schema` is that of everything else. */
export function protobufAnswer(json: string, schema: TSchema | undefined): Buffer {
  return encodeProtobuf(json, (kind) => {
    const found = META_SCHEMAS[kind] ?? schema;
    if (found === undefined) throw new TypeError(`there is no schema by which to write ${kind} as protobuf`);
    return found;
  });
}
