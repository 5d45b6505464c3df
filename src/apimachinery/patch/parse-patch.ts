import type { FieldValidation } from '../decode/decode-object.ts';
import { jsonType } from '../decode/diagnose.ts';
import { goQuote } from '../go-quote.ts';
import { JsonMembers, parseJsonTree } from '../json/json-tree.ts';
import { type JsonDocument, JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import { badRequest, tooManyOperations } from '../status-error.ts';
import { addRepeats, duplicateFields } from './duplicate-fields.ts';
import { isObject, type JsonObject, membersWithin } from './json-value.ts';

/** A patch as it came, read as JSON. */
export interface ParsedPatch<T> {
  readonly patch: T;
  /** What strict decoding would refuse: members that stand twice or mean nothing. */
  readonly strictErrors: readonly string[];
}

/**
 * Reads a JSON merge patch. Where its fields are not validated, it may also be a list, of which nothing good can come.
 * @throws StatusError 400 for what is no JSON or no object.
 */
export function parseMergePatch(
  text: string,
  fieldValidation: FieldValidation = 'Warn',
): ParsedPatch<JsonObject | readonly unknown[]> {
  if (fieldValidation === 'Ignore') return { patch: parseUnseen(text), strictErrors: [] };
  const { document, value } = parseObject(text, DECODING);
  if (value === null) throw badRequest(NO_MERGE_PATCH);
  return { patch: value, strictErrors: duplicateFields(text, document) };
}

const NO_MERGE_PATCH = 'Invalid JSON Patch';

function parseUnseen(text: string): JsonObject | readonly unknown[] {
  try {
    const { value } = parseJson(text);
    if (isObject(value) || Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  throw badRequest(NO_MERGE_PATCH);
}

/**
 * Reads a strategic merge patch. The patch is a fresh object each time, and the caller's own.
 * @throws StatusError 400 for what is no JSON or no object.
 */
export function parseStrategicMergePatch(text: string): ParsedPatch<JsonObject> {
  const { document, value } = parseObject(text, '');
  return { patch: value ?? {}, strictErrors: duplicateFields(text, document) };
}

/** A JSON patch as it came. */
export interface ParsedJsonPatch extends ParsedPatch<readonly JsonObject[]> {
  /** Whether some member stands twice in it. */
  readonly repeats: boolean;
}

/** The most operations that a JSON patch may have: kube-apiserver's limit. */
const MAX_OPERATIONS = 10_000;

/**
 * Reads a JSON patch (RFC 6902).
 * @throws StatusError 400 for what is no JSON, no list or has no operations in it; 413 for too many of them.
 */
export function parseJsonPatch(text: string, fieldValidation: FieldValidation = 'Warn'): ParsedJsonPatch {
  const reader = fieldValidation === 'Ignore' ? LENIENT : STRICT;
  const document = parse(text, reader.prefix);
  const { value } = document;
  if (value !== null && !Array.isArray(value)) throw mismatch(reader.prefix, value, `value of type ${reader.list}`);
  const operations = ((value ?? []) as readonly unknown[]).map((operation) => readOperation(operation, reader));
  if (operations.length > MAX_OPERATIONS) throw tooManyOperations(MAX_OPERATIONS, operations.length);
  const repeats = membersWithin(value) !== document.keys;
  const isStrange = repeats || operations.some((operation) => Object.keys(operation).some((name) => !isKnown(name)));
  const strictErrors = isStrange ? strictErrorsOf(parseJsonTree(text)) : [];
  return { patch: operations, strictErrors: strictErrors.map((error) => `json patch ${error}`), repeats };
}

const DECODING = 'error decoding patch: ';

/** How kube-apiserver reads a JSON patch: strictly, unless its fields are not validated. The types are those of Go. */
interface PatchReader {
  readonly prefix: string;
  readonly list: string;
  readonly operation: string;
  readonly typed: boolean;
}

const STRICT: PatchReader = {
  prefix: DECODING,
  list: '[]handlers.jsonPatchOp',
  operation: 'handlers.jsonPatchOp',
  typed: true,
};
const LENIENT: PatchReader = { prefix: '', list: 'jsonpatch.Patch', operation: 'jsonpatch.Operation', typed: false };

function readOperation(operation: unknown, { prefix, operation: type, typed }: PatchReader): JsonObject {
  if (operation === null) return {};
  if (!isObject(operation)) throw mismatch(prefix, operation, `value of type ${type}`);
  if (!typed) return operation;
  for (const name of ['op', 'path', 'from']) {
    const text = operation[name];
    if (text !== undefined && text !== null && typeof text !== 'string') {
      throw mismatch(DECODING, text, `struct field jsonPatchOp.${name} of type string`);
    }
  }
  return operation;
}

function isKnown(name: string): boolean {
  return name === 'op' || name === 'path' || name === 'from' || name === 'value';
}

/** What a strict reading of a patch's operations finds, in the order of the text. */
function strictErrorsOf(operations: unknown): readonly string[] {
  const found = new Set<string>();
  for (const [i, operation] of Array.isArray(operations) ? operations.entries() : []) {
    if (!(operation instanceof JsonMembers)) continue;
    const seen = new Set<string>();
    for (const [name, value] of operation.entries) {
      const place = `[${i}].${name}`;
      if (!isKnown(name)) found.add(`unknown field ${goQuote(place)}`);
      else {
        if (seen.has(name)) found.add(`duplicate field ${goQuote(place)}`);
        addRepeats(value, place, found);
      }
      seen.add(name);
    }
  }
  return [...found];
}

function parseObject(text: string, prefix: string): { document: JsonDocument; value: JsonObject | null } {
  const document = parse(text, prefix);
  const { value } = document;
  if (value !== null && !isObject(value)) throw mismatch(prefix, value, 'value of type map[string]interface {}');
  return { document, value };
}

function parse(text: string, prefix: string): JsonDocument {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw badRequest(`${prefix}${error.message}`);
    throw error;
  }
}

function mismatch(prefix: string, value: unknown, wanted: string): Error {
  return badRequest(`${prefix}json: cannot unmarshal ${jsonType(value)} into Go ${wanted}`);
}
