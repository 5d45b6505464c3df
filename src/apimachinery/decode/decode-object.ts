import type { Static, TSchema } from '@sinclair/typebox';
import { apiVersionOf, type GroupVersionKind } from '../group-version-kind.ts';
import { parseJsonTree } from '../json/json-tree.ts';
import { JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import type { StatusError } from '../status-error.ts';
import { cannotBeHandled, checkKind, type NamedKind, unrecognized } from './check-kind.ts';
import { DecodeMismatch, type KeyCount } from './decode.ts';
import { decoderOf } from './decoder.ts';
import { diagnose, jsonType } from './diagnose.ts';
import { mergeRepeats } from './merge-repeats.ts';

/** What becomes of fields that the schema does not have and of keys that stand twice: nothing, a warning, an error. */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** A decoded object, and what is to be said about its document. */
export interface DecodedObject<T> {
  readonly object: T;
  /** Texts for Warning headers, in document order. */
  readonly warnings: readonly string[];
}

/** How a document is read. */
export interface DecodeOptions {
  readonly fieldValidation: FieldValidation;
  /** What a strict reading of the document's original form (YAML) has already found. */
  readonly strictErrors?: readonly string[];
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
  const { value, keys } = parse(kind, text);
  const actual = kindOf(kind, value, text);
  checkKind(kind, actual);
  const fail = (why: string): StatusError => cannotBeHandled(kind, actual, why);
  const { object, found } = decode(schema, text, value ?? {}, keys, fail);
  if (options.fieldValidation === 'Ignore') return { object, warnings: [] };
  const before = options.strictErrors ?? [];
  const strictErrors = before.length === 0 ? found : [...before, ...found];
  if (strictErrors.length > 0 && options.fieldValidation === 'Strict') {
    throw fail(`strict decoding error: ${strictErrors.join(', ')}`);
  }
  return { object, warnings: strictErrors };
}

function parse(kind: GroupVersionKind, text: string): { value: unknown; keys: number } {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw notJson(kind, error.message, text);
    throw error;
  }
}

/** The kind and version that a document names, or those expected where it names none. */
function kindOf(kind: GroupVersionKind, value: unknown, text: string): NamedKind {
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    throw notJson(kind, `json: cannot unmarshal ${jsonType(value)} into Go value of type struct`, text);
  }
  const named = (value ?? {}) as Readonly<Record<string, unknown>>;
  const word = (name: 'kind' | 'apiVersion'): string => {
    const member = named[name];
    if (member === undefined || member === null) return '';
    if (typeof member === 'string') return member;
    throw notJson(
      kind,
      `json: cannot unmarshal ${jsonType(member)} into Go struct field .${name} of type string`,
      text,
    );
  };
  return { kind: word('kind') || kind.kind, apiVersion: word('apiVersion') || apiVersionOf(kind) };
}

function notJson(kind: GroupVersionKind, why: string, text: string): StatusError {
  return unrecognized(kind, `couldn't get version/kind; json parse error: ${why}`, text);
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
