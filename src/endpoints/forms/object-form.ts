import type { TSchema } from '@sinclair/typebox';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest, notInForm } from '../../apimachinery/status-error.ts';
import type { TableRow } from '../../apimachinery/table/table.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { Registry } from '../../registry/registry.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import type { ObjectForm } from '../negotiation/output-format.ts';
import { first, type Query } from '../options/query.ts';

/** An object in its stored form, wherever it comes from. */
export interface FormedObject {
  readonly value: StoredValue;
  /** Undefined for one that was never written. */
  readonly revision: number | undefined;
}

/** What stands around the objects in a list or a table, and how each of them is written. */
export interface ListForm {
  /** The text before the objects, for a list whose metadata is given as JSON. */
  readonly head: (metadata: string) => string;
  readonly item: (object: FormedObject) => string;
  readonly tail: string;
  /** What stands in place of the objects, brackets included, where there are none. */
  readonly none: '[]' | 'null';
  /** The schema of the objects as they are written; undefined for tables, which have no protobuf form. */
  readonly schema: TSchema | undefined;
}

/** An object in another form than its own. @throws StatusError 400 for a bad includeObject, 406 where that is a form of lists. */
export function objectInForm<T extends ApiObject>(
  registry: Registry<T>,
  form: ObjectForm,
  object: FormedObject,
  query: Query,
): string {
  const { kind } = registry.definition;
  if (form.kind === 'PartialObjectMetadataList') {
    throw notInForm(
      `you requested PartialObjectMetadataList, but the requested object is not a list (${goType(kind, '')})`,
    );
  }
  if (form.kind === 'PartialObjectMetadata') return partialMetadata(registry, form, object);
  const { head, item, tail } = table(registry, form, query);
  const metadata = object.revision === undefined ? '{}' : `{"resourceVersion":"${object.revision}"}`;
  return `${head(metadata)}[${item(object)}]${tail}`;
}

/** How a list is written in another form than its own. @throws StatusError 400 for a bad includeObject, 406 where that is a form of one object. */
export function listInForm<T extends ApiObject>(registry: Registry<T>, form: ObjectForm, query: Query): ListForm {
  const { kind } = registry.definition;
  switch (form.kind) {
    case 'PartialObjectMetadata':
      throw notInForm(
        `you requested PartialObjectMetadata, but the requested object is a list (${goType(kind, 'List')})`,
      );
    case 'PartialObjectMetadataList':
      return {
        head: (metadata) => `{"kind":"${form.kind}","apiVersion":"${form.apiVersion}","metadata":${metadata},"items":`,
        item: (object) => partialMetadata(registry, form, object),
        tail: '}',
        none: 'null',
        schema: PartialObjectMetadata,
      };
    default:
      return table(registry, form, query);
  }
}

function table<T extends ApiObject>(
  { definition: { table: description, codec }, sources }: Registry<T>,
  form: ObjectForm,
  query: Query,
): ListForm {
  const include = includedObject(query);
  const now = sources.now();
  const objectOf = (object: FormedObject): string => {
    if (include === 'None') return 'null';
    if (include === 'Object') return codec.text(object.value, { revision: object.revision });
    return `{"kind":"PartialObjectMetadata","apiVersion":"${form.apiVersion}","metadata":${codec.metadataText(object.value, object.revision)}}`;
  };
  return {
    head: (metadata) =>
      `{"kind":"Table","apiVersion":"${form.apiVersion}","metadata":${metadata},"columnDefinitions":${JSON.stringify(description.columns)},"rows":`,
    item: (object) => rowText(description.row(codec.open(object.value, object.revision ?? 0), now), objectOf(object)),
    tail: '}',
    none: '[]',
    schema: undefined,
  };
}

/** The text of a row; `object` is that of its object. */
export function rowText({ cells, conditions }: TableRow, object: string): string {
  return `${JSON.stringify({ cells, conditions }).slice(0, -1)},"object":${object}}`;
}

/** The metadata of an object alone. */
export function partialMetadata<T extends ApiObject>(
  { definition: { codec } }: Registry<T>,
  { apiVersion }: ObjectForm,
  { value, revision }: FormedObject,
): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"${apiVersion}","metadata":${codec.metadataText(value, revision)}}`;
}

type Included = 'Metadata' | 'Object' | 'None';

/** How much of its object a row carries. @throws StatusError 400 */
export function includedObject(query: Query): Included {
  const include = first(query, 'includeObject') ?? '';
  switch (include) {
    case '':
    case 'Metadata':
      return 'Metadata';
    case 'Object':
    case 'None':
      return include;
    default:
      throw badRequest(
        `Unable to convert to Table as requested: includeObject: Invalid value: ${goQuote(include)}: must be 'Metadata', 'Object', 'None', or empty`,
      );
  }
}

/** The type by which kube-apiserver knows the kind. */
function goType({ group, kind }: { readonly group: string; readonly kind: string }, suffix: string): string {
  return `*${group === '' ? 'core' : group.split('.')[0]}.${kind}${suffix}`;
}
