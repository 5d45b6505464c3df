import type { ApiObject } from '../apimachinery/api-object.ts';
import { decodeObject } from '../apimachinery/decode/decode-object.ts';
import { type FieldError, requiredField } from '../apimachinery/field-error.ts';
import { FieldPath } from '../apimachinery/field-path.ts';
import { goJson } from '../apimachinery/json/go-json.ts';
import { JsonSyntaxError, parseJson } from '../apimachinery/json/parse-json.ts';
import { badRequest, invalidObject, notFound } from '../apimachinery/status-error.ts';
import { validateCreatedMetadata } from '../apimachinery/validation/object-meta.ts';
import type { StoredValue } from '../storage/store-entry.ts';
import { keyOf } from './definition/resource-definition.ts';
import { GIVEN_BEFORE, type Imported, putImported } from './put-imported.ts';
import type { Registry } from './registry.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import type { ObjectCodec } from './stored-form/object-codec.ts';
import { hasSameContent } from './stored-form/same-content.ts';
import { UndecodableError } from './stored-form/undecodable.ts';

/** Imports an object, given as a JSON document. */
export type ImportObject = (document: string, signal: AbortSignal) => Promise<Imported>;

// What a store does not keep of an object: the one is the revision of its key, the other its path.
const NOT_KEPT = ['resourceVersion', 'selfLink'] as const;

/**
 * Makes what puts objects into a store as they were in another one: what they say of their uid, their time, their owners, their status and
 * whose their fields are is kept, nothing is defaulted, and nobody is asked whether they may become so. Of that, only what any object has
 * to have is checked, and that what they were given by a server, such as addresses, is still to be had. An object that has the name
 * already is replaced; where it is another one, by its uid, it is deleted first.
 * @throws StatusError 400 what is no object of a kind that is served, 404 namespace missing, 422 invalid
 */
export function objectImporter(registry: Registry): ImportObject {
  const kinds = new Map([...registry].map((resource) => [kindName(resource.definition.kind), resource] as const));
  const namespaces = [...registry].find(({ definition }) => definition.resource === 'namespaces');
  return async (document, signal) => {
    const { resource, text } = read(document, kinds);
    const { definition } = resource;
    const { codec, groupKind, strategy } = definition;
    let value: StoredValue;
    let object: ApiObject;
    try {
      const cut = codec.cut(text);
      object = codec.copy(cut, 0);
      value = inOrder(codec, cut, object);
    } catch (error) {
      if (!(error instanceof UndecodableError)) throw error;
      // What reads requests says better what is wrong, and where.
      decodeObject(definition.schema, definition.kind, text, { fieldValidation: 'Ignore' });
      throw badRequest(`an object cannot be imported: ${error.message}`);
    }
    const { name = '', namespace } = object.metadata;
    const errors = problemsOf(object, strategy.namespaced);
    if (errors.length > 0) throw invalidObject(groupKind, name, errors);
    if (namespace !== undefined && namespaces !== undefined) {
      const found = await resource.store
        .get(keyOf(namespaces.definition, undefined, namespace), signal)
        .catch(storeFailed);
      if (found === undefined) throw notFound(namespaces.definition, namespace);
    }
    const key = keyOf(definition, strategy.namespaced ? namespace : undefined, name);
    return putImported(resource, key, { value, object }, signal).catch(storeFailed);
  };
}

/** Imports objects, each given as a JSON document; resolves to what became of how many (see importAll). */
export type ImportObjects = (
  documents: readonly string[],
  options: ImportOptions,
) => Promise<Readonly<Record<Imported, number>>>;

/** How several objects are imported. */
export interface ImportOptions {
  readonly signal: AbortSignal;
  /** Waited for between objects, where it is something. */
  readonly pause?: () => Promise<void> | undefined;
}

/**
 * Imports objects; resolves to what became of how many. Rejects with the error of the first that was refused: those before it are written,
 * and of those behind it, some. To import all of them again does no harm.
 */
export async function importAll(
  importObject: ImportObject,
  documents: readonly string[],
  { signal, pause }: ImportOptions,
): Promise<Readonly<Record<Imported, number>>> {
  const counts = { created: 0, replaced: 0, unchanged: 0 };
  const imports: Promise<void>[] = [];
  const owners: Promise<void>[] = [];
  for (const document of documents) {
    // What may be an owner comes before what is owned, lest that be taken for left behind.
    const isOwned = OWNED.test(document);
    if (isOwned) await Promise.all(owners.splice(0));
    const importing = importObject(document, signal).then((outcome) => {
      counts[outcome] += 1;
    });
    imports.push(importing);
    const settled = importing.catch(() => {});
    if (!isOwned) owners.push(settled);
    // What lives in a namespace comes behind it. All else shares flushes.
    if (NAMESPACE.test(document)) await settled;
    await pause?.();
  }
  const refused = (await Promise.allSettled(imports)).find(({ status }) => status === 'rejected');
  if (refused?.status === 'rejected') throw refused.reason;
  return counts;
}

// What is not recognized as a namespace by this has those behind it refused, and nothing worse.
const OWNED = /"ownerReferences":/;
const NAMESPACE = /"kind":\s*"Namespace"/;

function kindName({ group, version, kind }: { group: string; version: string; kind: string }): string {
  return `${group === '' ? version : `${group}/${version}`} ${kind}`;
}

/** The kind of a document, and its text as it is stored. */
function read(
  document: string,
  kinds: ReadonlyMap<string, ResourceContext<ApiObject>>,
): { readonly resource: ResourceContext<ApiObject>; readonly text: string } {
  let parsed: unknown;
  try {
    parsed = parseJson(document).value;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw badRequest(`an object cannot be imported: ${error.message}`);
  }
  if (!isObject(parsed)) throw badRequest('an object cannot be imported: it is no JSON object');
  const { kind, apiVersion, metadata, ...fields } = parsed;
  const resource = kinds.get(`${apiVersion} ${kind}`);
  if (resource === undefined) {
    const said = `kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
    throw badRequest(`an object cannot be imported: there is no ${said} here`);
  }
  if (!isObject(metadata)) throw badRequest('an object cannot be imported: it has no metadata');
  const kept = { ...metadata };
  for (const name of NOT_KEPT) delete kept[name];
  return { resource, text: `${goJson({ kind, apiVersion, metadata: kept, ...fields })}\n` };
}

/**
 * The value with its members in the order in which this version writes them, as where they come from a tool that sorts them; as it is
 * where this version would not write all that it says.
 */
function inOrder(codec: ObjectCodec<ApiObject>, value: StoredValue, object: ApiObject): StoredValue {
  const owners = codec.sharedOwners(codec.ownersOf(codec.open(value, 0)));
  const written = codec.withOwners(codec.encode(object), owners);
  const [text, own] = [value.join(''), written.join('')];
  if (text === own) return value;
  return hasSameContent(parseJson(text).value, parseJson(own).value) ? written : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> & Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const METADATA = FieldPath.of('metadata');

function problemsOf({ metadata }: ApiObject, namespaced: boolean): readonly FieldError[] {
  const errors = validateCreatedMetadata(metadata, namespaced);
  if ((metadata.uid ?? '') === '') errors.push(requiredField(METADATA.child('uid'), GIVEN_BEFORE));
  if (metadata.creationTimestamp === undefined) {
    errors.push(requiredField(METADATA.child('creationTimestamp'), GIVEN_BEFORE));
  }
  return errors;
}
