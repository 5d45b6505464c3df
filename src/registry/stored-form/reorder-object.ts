import type { TSchema } from '@sinclair/typebox';
import { kindProblem, namedKind } from '../../apimachinery/decode/check-kind.ts';
import { DecodeMismatch } from '../../apimachinery/decode/decode.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import { diagnose } from '../../apimachinery/decode/diagnose.ts';
import { apiVersionOf, type GroupVersionKind, parseApiVersion } from '../../apimachinery/group-version-kind.ts';
import { compactJson } from '../../apimachinery/json/compact-json.ts';
import { CompactMembers } from '../../apimachinery/json/compact-value.ts';
import { goJson } from '../../apimachinery/json/go-json.ts';
import { parseJsonTree } from '../../apimachinery/json/json-tree.ts';
import { nativeParse } from '../../apimachinery/json/native-parse.ts';
import { JsonSyntaxError, parseJson } from '../../apimachinery/json/parse-json.ts';
import { fieldsOf, NOT_STORED, OBJECT_FIELDS, openingOf } from './layout.ts';
import { UndecodableError } from './undecodable.ts';

/**
 * Brings the text of an object of a kind into the order in which this version writes it: without white space, members of the object and
 * of its metadata in the schema's order, those that the schema does not have behind them, none twice. What they say stays as it is
 * written.
 * @throws UndecodableError where the text is no object of the kind
 */
export function reorderObject(schema: TSchema, kind: GroupVersionKind, text: string): string {
  checkObject(schema, kind, text);
  const compact = compactJson(text);
  const object = membersOf(compact);
  const metadata = membersOf(object.get('metadata') ?? '{}');
  for (const [name, value] of metadata) if (value === 'null') metadata.delete(name);
  const metadataNames = Object.keys(schema.properties.metadata.properties);
  // What has no name is read as one whose name is empty.
  if (!metadata.has('name')) metadata.set('name', '""');
  const labels = metadata.get('labels');
  if (labels?.includes('\\') === true) metadata.set('labels', goJson(nativeParse(labels)));
  if (metadata.get('managedFields') === '[]') metadata.delete('managedFields');
  for (const name of NOT_STORED) metadata.delete(name);
  for (const name of OBJECT_FIELDS) object.delete(name);
  const fields = inOrder(object, fieldsOf(schema));
  return `${openingOf(kind)}${inOrder(metadata, metadataNames).join()}}${fields.map((member) => `,${member}`).join('')}}`;
}

/** Finds out whether a text is an object of a kind. @throws UndecodableError where it is not */
function checkObject(schema: TSchema, kind: GroupVersionKind, text: string): void {
  const value = parsed(text);
  const named = namedKind(value);
  if (typeof named === 'string') throw new UndecodableError(named);
  if (named.kind === '') throw new UndecodableError(`Object 'Kind' is missing in '${text}'`);
  if (named.apiVersion === '') throw new UndecodableError(`Object 'apiVersion' is missing in '${text}'`);
  if (named.kind !== kind.kind || named.apiVersion !== apiVersionOf(kind)) {
    const actual = { ...(parseApiVersion(named.apiVersion) ?? { group: '', version: '' }), kind: named.kind };
    // A version of the kind that this server has no schema of.
    const why = kindProblem(kind, actual) ?? `no kind "${named.kind}" is registered for version "${named.apiVersion}"`;
    throw new UndecodableError(why);
  }
  try {
    decoderOf(schema)(value, { keys: 0, canonical: true });
  } catch (error) {
    if (!(error instanceof DecodeMismatch)) throw error;
    throw new UndecodableError(diagnose(schema, parseJsonTree(text)).mismatch ?? 'a value has the wrong type');
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text).value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new UndecodableError(`couldn't get version/kind; json parse error: ${error.message}`);
  }
}

/** The members of an object, which may be null, and the texts of their values. Of those that stand twice, the last counts. */
function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  const member = new CompactMembers(text, 1);
  while (member.next()) {
    members.set(nativeParse(`"${member.name}"`) as string, text.slice(member.value, member.end));
  }
  return members;
}

function inOrder(members: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  const known = names.filter((name) => members.has(name));
  const others = [...members.keys()].filter((name) => !names.includes(name));
  return [...known, ...others].map((name) => `${goJson(name)}:${members.get(name)}`);
}
