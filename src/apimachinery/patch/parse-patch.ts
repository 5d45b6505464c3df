import { jsonType } from '../decode/diagnose.ts';
import { goQuote } from '../go-quote.ts';
import { type JsonDocument, JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import { badRequest, tooManyOperations } from '../status-error.ts';
import { duplicateFields } from './duplicate-fields.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** A patch as it came, read as JSON. */
export interface ParsedPatch<T> {
  readonly patch: T;
  /** What strict decoding would refuse: members that stand twice or mean nothing. */
  readonly strictErrors: readonly string[];
}

/**
 * Reads a JSON merge patch.
 * @throws StatusError 400 for what is no JSON or no object.
 */
export function parseMergePatch(text: string): ParsedPatch<JsonObject> {
  const { document, value } = parseObject(text, 'error decoding patch: ');
  if (value === null) throw badRequest('Invalid JSON Patch');
  return { patch: value, strictErrors: duplicateFields(text, document) };
}

/**
 * Reads a strategic merge patch. The patch is a fresh object each time, and the caller's own.
 * @throws StatusError 400 for what is no JSON or no object.
 */
export function parseStrategicMergePatch(text: string): ParsedPatch<JsonObject> {
  const { document, value } = parseObject(text, '');
  return { patch: value ?? {}, strictErrors: duplicateFields(text, document) };
}

/** The most operations that a JSON patch may have: kube-apiserver's limit. */
const MAX_OPERATIONS = 10_000;

/**
 * Reads a JSON patch (RFC 6902).
 * @throws StatusError 400 for what is no JSON, no list or has no operations in it; 413 for too many of them.
 */
export function parseJsonPatch(text: string): ParsedPatch<readonly JsonObject[]> {
  const document = parse(text, DECODING);
  const { value } = document;
  if (value !== null && !Array.isArray(value)) throw mismatch(DECODING, value, 'value of type []handlers.jsonPatchOp');
  const operations = ((value ?? []) as readonly unknown[]).map(readOperation);
  if (operations.length > MAX_OPERATIONS) throw tooManyOperations(MAX_OPERATIONS, operations.length);
  const strictErrors = [...duplicateFields(text, document), ...operations.flatMap(unknownFields)];
  return { patch: operations, strictErrors: strictErrors.map((error) => `json patch ${error}`) };
}

const DECODING = 'error decoding patch: ';

function readOperation(operation: unknown): JsonObject {
  if (operation === null) return {};
  if (!isObject(operation)) throw mismatch(DECODING, operation, 'value of type handlers.jsonPatchOp');
  for (const name of ['op', 'path', 'from']) {
    const text = operation[name];
    if (text !== undefined && text !== null && typeof text !== 'string') {
      throw mismatch(DECODING, text, `struct field jsonPatchOp.${name} of type string`);
    }
  }
  return operation;
}

function unknownFields(operation: JsonObject, i: number): string[] {
  const unknown = Object.keys(operation).filter((name) => !['op', 'path', 'from', 'value'].includes(name));
  return unknown.map((name) => `unknown field ${goQuote(`[${i}].${name}`)}`);
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
