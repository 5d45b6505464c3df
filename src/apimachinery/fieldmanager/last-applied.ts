import { parseJson } from '../json/parse-json.ts';
import { stringifyJson } from '../json/stringify-json.ts';
import { isObject, type JsonObject } from '../patch/json-value.ts';
import { compare } from './compare.ts';
import { difference, type FieldSet, union } from './field-set.ts';
import type { MergeType } from './merge-type.ts';
import { toFieldSet } from './to-field-set.ts';
import { appliedProblem } from './validate-applied.ts';
import { memberOf } from './values.ts';

/** The annotation in which `kubectl apply` keeps what it applied, where it does not leave that to the server. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** An annotation that makes all of them longer than this many bytes is left out. */
const ANNOTATIONS_LIMIT = 256 * 1024;

/** The fields that kubectl applied the last time and that still are as it applied them; undefined where it never did. */
export function lastAppliedFields(type: MergeType, apiVersion: string, live: unknown): FieldSet | undefined {
  const text = lastApplied(live);
  if (text === '') return undefined;
  let applied: unknown;
  try {
    applied = parseJson(text).value;
  } catch {
    return undefined;
  }
  if (!isObject(applied) || applied.apiVersion !== apiVersion) return undefined;
  if (appliedProblem(type, applied) !== undefined) return undefined;
  const { added, modified, removed } = compare(type, applied, live);
  return difference(toFieldSet(type, applied), union(union(added, modified), removed));
}

/** The object with the configuration that was just applied in kubectl's annotation, where it has one. */
export function withLastApplied(object: unknown, configuration: JsonObject): unknown {
  if (lastApplied(object) === '') return object;
  const metadata = memberOf(object, 'metadata') as JsonObject;
  const annotations = { ...(metadata.annotations as JsonObject) };
  const text = configurationText(configuration);
  annotations[LAST_APPLIED] = text;
  if (byteLength(annotations) > ANNOTATIONS_LIMIT) delete annotations[LAST_APPLIED];
  return { ...(object as JsonObject), metadata: { ...metadata, annotations } };
}

function lastApplied(object: unknown): string {
  const text = memberOf(memberOf(memberOf(object, 'metadata'), 'annotations'), LAST_APPLIED);
  return typeof text === 'string' ? text : '';
}

function configurationText(configuration: JsonObject): string {
  const metadata = memberOf(configuration, 'metadata');
  const annotations = memberOf(metadata, 'annotations');
  let shown = configuration;
  if (isObject(metadata) && isObject(annotations)) {
    const { [LAST_APPLIED]: _, ...others } = annotations;
    shown = { ...configuration, metadata: { ...metadata, annotations: others } };
  }
  // As Go writes objects: members in order of their names, and a line feed at the end.
  return `${stringifyJson(sorted(shown)).text}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function byteLength(annotations: JsonObject): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(annotations)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(String(value));
  }
  return bytes;
}
