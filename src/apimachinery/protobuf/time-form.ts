import { NO_TIME } from '../time.ts';
import { ProtobufError, type ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';
import { expectWireType, readFields } from './read-fields.ts';
import type { ValueForm } from './value-form.ts';

const NANOS_PER_SECOND = 1_000_000_000;

/**
 * The form of an instant with as many digits of fraction: the seconds since 1970 and the nanoseconds. The zero time, which is
 * null in JSON, is a message without fields.
 */
export function timeForm(digits: number): ValueForm {
  return {
    wireType: WireType.BYTES,
    read: (reader) => readTime(reader, digits),
    write: (writer, value) =>
      writer.delimited(() => {
        if (typeof value === 'string' && value !== NO_TIME) writeTime(writer, value, digits);
      }),
  };
}

function readTime(reader: ProtobufReader, digits: number): string | null {
  let seconds: number | bigint = 0;
  let nanos = 0;
  let isEmpty = true;
  readFields(reader, 'Timestamp', (number, wireType) => {
    isEmpty = false;
    if (number === 1) {
      expectWireType(wireType, WireType.VARINT, 'Seconds');
      seconds = reader.int64();
    } else if (number === 2) {
      expectWireType(wireType, WireType.VARINT, 'Nanos');
      nanos = reader.int32();
    }
    return number <= 2;
  });
  if (isEmpty) return null;
  // There may be more of them than a second has, or less than none.
  const whole = Math.floor(nanos / NANOS_PER_SECOND);
  const date = new Date((Number(seconds) + whole) * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new ProtobufError('Time.MarshalJSON: year outside of range [0,9999]');
  const text = date.toISOString().slice(0, -5);
  return digits === 0
    ? `${text}Z`
    : `${text}.${String(nanos - whole * NANOS_PER_SECOND)
        .padStart(9, '0')
        .slice(0, digits)}Z`;
}

function writeTime(writer: ProtobufWriter, text: string, digits: number): void {
  const point = text.indexOf('.');
  const nanos = digits === 0 || point < 0 ? 0 : Number(text.slice(point + 1, -1).padEnd(9, '0'));
  writer.integer(nanos);
  writer.tag(2, WireType.VARINT);
  writer.integer(secondsOf(point < 0 ? text : `${text.slice(0, point)}Z`));
  writer.tag(1, WireType.VARINT);
}

/** The seconds since 1970 of a time in canonical form, whose year may be negative or have five digits. */
function secondsOf(text: string): number {
  // Date knows such years as those of six digits.
  if (text.startsWith('-')) return Date.parse(`-00${text.slice(1)}`) / 1000;
  return Date.parse(text[4] === '-' ? text : `+0${text}`) / 1000;
}
