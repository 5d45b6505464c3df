import type { TSchema } from '@sinclair/typebox';
import { type Decode, DecodeMismatch } from '../../apimachinery/decode/decode.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import { goJson } from '../../apimachinery/json/go-json.ts';
import { mayHoldLongIntegers } from '../../apimachinery/json/long-integers.ts';
import { nativeParse } from '../../apimachinery/json/native-parse.ts';
import { JsonSyntaxError, parseJson } from '../../apimachinery/json/parse-json.ts';
import { UndecodableError } from './undecodable.ts';

/** Writes some members of objects of a schema, each with a comma before it, in canonical form whatever was done to them. */
export function membersOf(
  schema: TSchema,
  names: readonly string[],
  before = ',',
): (object: object, isCanonical?: boolean) => string {
  const canonical = decoderOf(membersSchema(schema, names));
  const [name = ''] = names;
  return (object, isCanonical = false) => {
    const written = isCanonical
      ? { [name]: (object as Record<string, unknown>)[name] }
      : canonical(object, { keys: 0, canonical: true });
    const text = goJson(written);
    return text === '{}' ? '' : before + text.slice(1, -1);
  };
}

/** The schema of objects that have some members of another's alone. */
export function membersSchema(schema: TSchema, names: readonly string[]): TSchema {
  const properties = Object.fromEntries(names.map((name) => [name, schema.properties[name]]));
  return { ...schema, properties };
}

/** Reads the text of an object that has some of a kind's members. Other versions may have written it, so that parsing is not all. */
export function partDecoder(schema: TSchema): (text: string) => Record<string, unknown> {
  const decode = decoderOf(schema);
  return (text) => decodeText(decode, text) as Record<string, unknown>;
}

/** Parses the text of a stored object, or of some of its members, and decodes it. @throws UndecodableError */
export function decodeText(decode: Decode, text: string): unknown {
  try {
    const value = mayHoldLongIntegers(text) ? parseJson(text).value : nativeParse(text);
    return decode(value, { keys: 0, canonical: true });
  } catch (error) {
    if (error instanceof DecodeMismatch) throw new UndecodableError('a stored value has the wrong type');
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) {
      throw new UndecodableError(`couldn't get version/kind; json parse error: ${error.message}`);
    }
    throw error;
  }
}
