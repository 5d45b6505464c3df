import type { TSchema } from '@sinclair/typebox';
import { DecodeMismatch } from '../decode/decode.ts';
import type { DecodedObject, FieldValidation } from '../decode/decode-object.ts';
import { decoderOf } from '../decode/decoder.ts';
import { diagnose } from '../decode/diagnose.ts';
import { invalid } from '../field-error.ts';
import { apiVersionOf, type GroupVersionKind } from '../group-version-kind.ts';
import { parseJsonTree } from '../json/json-tree.ts';
import { stringifyJson } from '../json/stringify-json.ts';
import { invalidPatch, type StatusError } from '../status-error.ts';
import { fromUnstructured } from './from-unstructured.ts';
import { goPrint } from './go-print.ts';
import { isObject, type JsonObject, member, membersWithin } from './json-value.ts';

/** How what a patch made is read. */
export interface PatchedOptions {
  readonly fieldValidation: FieldValidation;
  /** What a strict reading of the patch itself has found. */
  readonly strictErrors: readonly string[];
}

/**
 * Decodes what a JSON patch or a JSON merge patch made of an object. The object is the caller's own. `whole` gives the patched
 * document with all its fields, to be shown where it is refused.
 * @throws StatusError 422: another kind, a value of the wrong type, and under `Strict` whatever strict decoding refuses.
 */
export function decodePatchedDocument(
  schema: TSchema,
  kind: GroupVersionKind,
  document: unknown,
  options: PatchedOptions,
  whole: () => unknown,
): DecodedObject<unknown> {
  const fail = (why: string): StatusError => invalidPatch(invalid('patch', stringifyJson(whole()).text, why));
  if (isObject(document)) checkKind(kind, document, fail);
  const decoded = tryToDecode(schema, document);
  if (decoded?.complete) return conclude(decoded.object, [], options, fail);
  const { mismatch, strictErrors } = diagnose(schema, parseJsonTree(stringifyJson(document).text));
  if (decoded === undefined) throw fail(mismatch ?? 'a value has the wrong type');
  return conclude(decoded.object, strictErrors, options, fail);
}

/**
 * Decodes what a strategic merge patch made of an object. The object is the caller's own. `patch` is what has been left of the
 * patch, to be shown where the object is refused. Its kind does not matter.
 * @throws StatusError 422: a value of the wrong type, and under `Strict` whatever strict decoding refuses.
 */
export function decodePatchedObject(
  schema: TSchema,
  object: JsonObject,
  patch: JsonObject,
  options: PatchedOptions,
): DecodedObject<unknown> {
  const fail = (why: string): StatusError => invalidPatch(invalid('patch', goPrint(patch), why));
  const decoded = tryToDecode(schema, object);
  if (decoded?.complete) return conclude(decoded.object, [], options, fail);
  const { mismatch, unknownFields } = fromUnstructured(schema, object);
  if (mismatch !== undefined) throw fail(mismatch);
  // Numbers may have been brought into form.
  const again = decoded ?? tryToDecode(schema, object);
  if (again === undefined) throw fail('a value has the wrong type');
  return conclude(again.object, unknownFields, options, fail);
}

function checkKind(kind: GroupVersionKind, document: JsonObject, fail: (why: string) => StatusError): void {
  const named = member(document, 'kind') ?? '';
  const version = member(document, 'apiVersion') ?? '';
  // What is no text is found by its type.
  if (typeof named !== 'string' || typeof version !== 'string') return;
  const actual = { kind: named || kind.kind, version: version || apiVersionOf(kind) };
  if (actual.kind === kind.kind && actual.version === apiVersionOf(kind)) return;
  throw fail(`no kind "${actual.kind}" is registered for version "${actual.version}" in scheme "podledger"`);
}

/** The object that a value makes, and whether all of the value went into it; undefined where some type is wrong. */
function tryToDecode(schema: TSchema, value: unknown): { object: unknown; complete: boolean } | undefined {
  const count = { keys: 0 };
  try {
    const object = decoderOf(schema)(value, count);
    return { object, complete: count.keys === membersWithin(value) };
  } catch (error) {
    if (error instanceof DecodeMismatch) return undefined;
    throw error;
  }
}

function conclude(
  object: unknown,
  unknownFields: readonly string[],
  { fieldValidation, strictErrors }: PatchedOptions,
  fail: (why: string) => StatusError,
): DecodedObject<unknown> {
  if (fieldValidation === 'Ignore') return { object, warnings: [] };
  const found = [...strictErrors, ...unknownFields];
  if (found.length > 0 && fieldValidation === 'Strict') throw fail(`strict decoding error: ${found.join(', ')}`);
  return { object, warnings: found };
}
