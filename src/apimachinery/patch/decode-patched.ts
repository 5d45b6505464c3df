import type { TSchema } from '@sinclair/typebox';
import { INTERNAL_VERSION, kindProblem, namedKind } from '../decode/check-kind.ts';
import { DecodeMismatch } from '../decode/decode.ts';
import type { DecodedObject, FieldValidation } from '../decode/decode-object.ts';
import { decoderOf } from '../decode/decoder.ts';
import { diagnose } from '../decode/diagnose.ts';
import { mergeRepeats } from '../decode/merge-repeats.ts';
import { invalid } from '../field-error.ts';
import { type GroupVersionKind, parseApiVersion } from '../group-version-kind.ts';
import { JsonMembers, parseJsonTree } from '../json/json-tree.ts';
import { invalidPatch, type StatusError } from '../status-error.ts';
import { fromUnstructured } from './from-unstructured.ts';
import { goPrint } from './go-print.ts';
import { type JsonObject, membersWithin } from './json-value.ts';

/** How what a patch made is read. */
export interface PatchedOptions {
  readonly fieldValidation: FieldValidation;
  /** What a strict reading of the patch itself has found. */
  readonly strictErrors: readonly string[];
}

/** What a JSON patch or a JSON merge patch made of an object. */
export interface PatchedDocument {
  /** The patched document with those of its top-level fields that the patch has something to do with; the caller's own. */
  readonly document: unknown;
  /** Whether objects stand in it in which some member stands twice. */
  readonly repeats: boolean;
  /** Its text, as patchedText writes it. */
  readonly text: () => string;
  /** The text of the patched document with all its fields. */
  readonly whole: () => string;
}

/**
 * Decodes what a JSON patch or a JSON merge patch made of an object.
 * @throws StatusError 422: another kind, a value of the wrong type, and under `Strict` whatever strict decoding refuses.
 */
export function decodePatchedDocument(
  schema: TSchema,
  kind: GroupVersionKind,
  { document, repeats, text, whole }: PatchedDocument,
  options: PatchedOptions,
): DecodedObject<unknown> {
  const fail = (why: string): StatusError => invalidPatch(invalid('patch', whole(), why));
  const found = kindOf(kind, document, whole);
  if (typeof found === 'string') throw fail(found);
  if (found.version === '') return decodeUnversioned(schema, whole(), options, fail);
  const problem = kindProblem(kind, found);
  if (problem !== undefined) throw fail(problem);
  const decoded = tryToDecode(schema, document);
  if (decoded?.complete && !repeats) return conclude(decoded.object, [], options, fail);
  const written = text();
  const tree = parseJsonTree(written);
  const { mismatch, strictErrors, repeats: merges } = diagnose(schema, tree);
  if (mismatch !== undefined) throw fail(mismatch);
  const object = merges ? tryToDecode(schema, mergeRepeats(schema, tree, written)) : decoded;
  if (object === undefined) throw fail('a value has the wrong type');
  return conclude(object.object, strictErrors, options, fail);
}

/**
 * Reads a document that names no version as kube-apiserver does: in the form that it has in memory, whose fields have other names. So
 * nothing is left of it.
 */
function decodeUnversioned(
  schema: TSchema,
  whole: string,
  options: PatchedOptions,
  fail: (why: string) => StatusError,
): DecodedObject<unknown> {
  const tree = parseJsonTree(whole);
  const names = tree instanceof JsonMembers ? tree.entries.map(([name]) => name) : [];
  const unknown = names.filter((name) => name !== 'kind' && name !== 'apiVersion');
  const found = [...new Set(unknown)].map((name) => `unknown field "${name}"`);
  return conclude(decoderOf(schema)({}, { keys: 0 }), found, options, fail);
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

/** The kind that a document names, without a version where it names none; or why it cannot be told. */
function kindOf(expected: GroupVersionKind, document: unknown, whole: () => string): GroupVersionKind | string {
  const named = namedKind(document);
  if (typeof named === 'string') return named;
  const { apiVersion, kind } = named;
  const parsed = parseApiVersion(apiVersion === INTERNAL_VERSION && expected.group === '' ? '' : apiVersion);
  if (parsed === undefined) return `unexpected GroupVersion string: ${apiVersion}`;
  const { group, version } = parsed;
  if (version === '' && group !== '' && group !== expected.group) {
    return `Object 'apiVersion' is missing in '${whole()}'`;
  }
  return { group: version === '' ? expected.group : group, version, kind: kind || expected.kind };
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
