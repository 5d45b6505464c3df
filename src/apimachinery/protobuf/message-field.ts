import { compareKeys } from '../decode/compare-keys.ts';
import { type JsonObject, setMember } from '../patch/json-value.ts';
import { type ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';
import { expectWireType, readFields } from './read-fields.ts';
import type { ValueForm } from './value-form.ts';

/** The properties of an object, in the form that they have in JSON. */
export type Properties = Record<string, unknown>;

/** One field of a message: what it says goes into the properties of an object, and comes from there. */
export interface MessageField {
  readonly number: number;
  /** Reads the field once, which may be one entry of a list or a map. @throws ProtobufError */
  readonly read: (reader: ProtobufReader, wireType: number, into: Properties) => void;
  /** Writes the field as often as it has entries; not at all where it is absent and may be. */
  readonly write: (writer: ProtobufWriter, from: Properties) => void;
}

/** When a property that holds one value is written. */
export interface Presence {
  /** Although it is absent, as Go does with what it holds by value. */
  readonly always: boolean;
  /** Where it is null, which then is the zero value of its type. */
  readonly ifNull: boolean;
}

/** A property that holds one value. */
export function singleField(number: number, name: string, form: ValueForm, { always, ifNull }: Presence): MessageField {
  const { wireType: expected, read, write } = form;
  return {
    number,
    read(reader, wireType, into) {
      expectWireType(wireType, expected, goName(name));
      into[name] = read(reader, into[name]);
    },
    write(writer, from) {
      const value = from[name];
      if (!always && (value === undefined || (value === null && !ifNull))) return;
      write(writer, value ?? undefined);
      writer.tag(number, expected);
    },
  };
}

/** A property that holds a list. */
export function listField(number: number, name: string, form: ValueForm): MessageField {
  const { wireType: expected, read, write } = form;
  return {
    number,
    read(reader, wireType, into) {
      into[name] ??= [];
      const list = into[name] as unknown[];
      // Numbers may come packed: all of them in one field, with their length before them.
      if (wireType === WireType.BYTES && expected === WireType.VARINT) {
        reader.delimited(() => {
          while (!reader.done) list.push(read(reader, undefined));
        });
        return;
      }
      expectWireType(wireType, expected, goName(name));
      list.push(read(reader, undefined));
    },
    write(writer, from) {
      const list = (from[name] ?? []) as readonly unknown[];
      for (let i = list.length - 1; i >= 0; i -= 1) {
        write(writer, list[i] ?? undefined);
        writer.tag(number, expected);
      }
    },
  };
}

/** A property that holds a map: each entry is a message of a key and a value. */
export function mapField(number: number, name: string, form: ValueForm): MessageField {
  const { wireType: expected, read, write } = form;
  return {
    number,
    read(reader, wireType, into) {
      expectWireType(wireType, WireType.BYTES, goName(name));
      let key = '';
      // An entry without a value has the zero value of its type, as null has in JSON.
      let value: unknown = null;
      readFields(reader, goName(name), (part, partType) => {
        if (part === 1) key = reader.string();
        else if (part === 2) {
          expectWireType(partType, expected, goName(name));
          value = read(reader, undefined);
        }
        return part <= 2;
      });
      into[name] ??= {};
      setMember(into[name] as JsonObject, key, value);
    },
    write(writer, from) {
      const map = (from[name] ?? {}) as Readonly<Properties>;
      const keys = Object.keys(map).sort(compareKeys);
      for (let i = keys.length - 1; i >= 0; i -= 1) {
        const key = keys[i] as string;
        writer.delimited(() => {
          write(writer, map[key] ?? undefined);
          writer.tag(2, expected);
          writer.string(key);
          writer.tag(1, WireType.BYTES);
        });
        writer.tag(number, WireType.BYTES);
      }
    },
  };
}

/** The name of a property as Go would have it, or nearly. */
function goName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
