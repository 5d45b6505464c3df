import type { Static, TSchema } from '@sinclair/typebox';
import type { GroupVersionKind } from '../group-version-kind.ts';
import { parseJsonTree } from '../json/json-tree.ts';
import { JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import type { StatusError } from '../status-error.ts';
import { cannotBeHandled, checkKind, checkVersion, namedKind, resolveKind, unrecognized } from './check-kind.ts';
import { DecodeMismatch, type KeyCount } from './decode.ts';
import { decoderOf } from './decoder.ts';
import { diagnose } from './diagnose.ts';
import { mergeRepeats } from './merge-repeats.ts';

/** What becomes of fields that the schema does not have and of keys that stand twice: nothing, a warning, an error. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** A decoded object, and what is to be said about its document. */
export interface DecodedObject<T> {
  readonly object: T;
  /** Texts for Warning headers, in document order. */
  readonly warnings: readonly string[];
}

/** What a strict reading of a text finds before its fields are looked at. */
export interface StrictErrors {
  /** Each by itself, as warnings tell it. */
  readonly each: readonly string[];
  /** All of them in one, as errors tell it. */
  readonly joined: string;
}

/** How a document is read. */
export interface DecodeOptions {
  readonly fieldValidation: FieldValidation;
  /** The text that the client sent, where that is not the document itself but YAML from which it was made. */
  readonly original?: string;
  /** What a strict reading of that text has already found. */
  readonly strictErrors?: StrictErrors;
}

/**
 * Decodes a JSON document into an object of `kind`. A document that names no kind or version is taken for one of it.
 * @throws StatusError 400: no JSON, another kind or version, a value of the wrong type, and under `Strict` whatever
 *   strict decoding refuses. Messages are kube-apiserver's, with JSON types in place of Go's named types.
 */
export function decodeObject<T extends TSchema>(
  schema: T,
  kind: GroupVersionKind,
  text: string,
  options: DecodeOptions,
): DecodedObject<Static<T>> {
  const original = options.original ?? text;
  const { value, keys } = parse(kind, text);
  const actual = kindOf(kind, value, original);
  checkKind(kind, actual);
  const fail = (why: string): StatusError => cannotBeHandled(kind, actual, why);
  const { object, found } = decode(schema, text, value ?? {}, keys, fail);
  const warnings = options.fieldValidation === 'Ignore' ? [] : found;
  const before = options.fieldValidation === 'Ignore' ? undefined : options.strictErrors;
  if (options.fieldValidation === 'Strict' && (before !== undefined || warnings.length > 0)) {
    const errors = before === undefined ? warnings : [before.joined, ...warnings];
    throw fail(`strict decoding error: ${errors.join(', ')}`);
  }
  checkVersion(kind, actual);
  return { object, warnings: before === undefined ? warnings : [...before.each, ...warnings] };
}

function parse(kind: GroupVersionKind, text: string): { value: unknown; keys: number } {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      throw unrecognized(kind, `couldn't get version/kind; json parse error: ${error.message}`, text);
    throw error;
  }
}

function kindOf(kind: GroupVersionKind, value: unknown, original: string): GroupVersionKind {
  const named = namedKind(value);
  if (typeof named === 'string') throw unrecognized(kind, named, original);
  return resolveKind(kind, named, original);
}

/** The object that a document's value makes, and what strict decoding would refuse of it. */
function decode<T extends TSchema>(
  schema: T,
  text: string,
  value: unknown,
  keys: number,
  fail: (why: string) => StatusError,
): { object: Static<T>; found: readonly string[] } {
  const count = { keys: 0 };
  const object = tryToDecode(schema, value, count);
  // As many keys were used as the text has: none is unknown and none stands twice. Otherwise it is worth finding out which.
  if (object !== undefined && count.keys === keys) return { object, found: [] };
  const tree = parseJsonTree(text);
  const { mismatch, strictErrors, repeats } = diagnose(schema, tree);
  if (mismatch !== undefined) throw fail(mismatch);
  if (object !== undefined && !repeats) return { object, found: strictErrors };
  const merged = tryToDecode(schema, mergeRepeats(schema, tree, text), { keys: 0 });
  if (merged === undefined) throw fail('a value has the wrong type');
  return { object: merged, found: strictErrors };
}

function tryToDecode<T extends TSchema>(schema: T, value: unknown, count: KeyCount): Static<T> | undefined {
  try {
    return decoderOf(schema)(value, count) as Static<T>;
  } catch (error) {
    if (error instanceof DecodeMismatch) return undefined;
    throw error;
  }
}
