import type { TSchema } from '@sinclair/typebox';
import { PartialObjectMetadata } from '../../../../schemas/meta/v1/partial-object-metadata.ts';
import type { ApiObject } from '../../../apimachinery/api-object.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { badRequest, notInForm } from '../../../apimachinery/status-error.ts';
import { rowCells } from '../../../apimachinery/table/row-cells.ts';
import type { ResourceContext } from '../../../registry/resource-context.ts';
import type { Spliced } from '../../../registry/stored-form/object-text.ts';
import type { StoredValue } from '../../../storage/store-entry.ts';
import type { TextWriter } from '../../filters/heavy-texts.ts';
import type { ObjectForm } from '../../negotiation/output-format.ts';
import { first, type Query } from '../../options/query.ts';
import type { SelfLink } from '../self-link.ts';
import type { SharedBytes } from './shared-bytes.ts';

/** An object in its stored form, wherever it comes from. */
export interface FormedObject {
  readonly value: StoredValue;
  /** Undefined for one that was never written. */
  readonly revision: number | undefined;
  /** See StoredObject. */
  readonly namedVersion?: string | undefined;
}

/** What the objects of a kind are written by. */
export interface FormSource<T extends ApiObject> {
  readonly resource: ResourceContext<T>;
  /** What they are answered with as `metadata.selfLink`; undefined where that is left out. */
  readonly link: SelfLink | undefined;
  /**
   * Whether an answer that is one object shows what is hidden otherwise (see Hidden), as those of kube-apiserver's subresources
   * do.
   */
  readonly asStored: boolean;
}

/** What is spliced into the text of an object that is answered. */
export function splicedInto<T extends ApiObject>(
  { value, revision, namedVersion }: FormedObject,
  { link }: FormSource<T>,
): Spliced {
  return { revision, namedVersion, selfLink: link?.(value) };
}

/** What stands around the objects in a list or a table, and how each of them is written. */
export interface ListForm {
  /** The text before the objects, for a list whose metadata is given as JSON. */
  readonly head: (metadata: string) => string;
  /** What takes long to write is written by `writer`. */
  readonly item: (object: FormedObject, writer: TextWriter) => string | Promise<string>;
  readonly tail: string;
  /** The bytes of a long text that `item` has made; absent where each list has texts of its own. */
  readonly bytes?: (object: FormedObject, text: string) => SharedBytes;
  /** What stands in place of the objects, brackets included, where there are none. */
  readonly none: '[]' | 'null';
  /** The schema of the objects as they are written; undefined for tables, which have no protobuf form. */
  readonly schema: TSchema | undefined;
}

/** An object in another form than its own. @throws StatusError 400 for a bad includeObject, 406 where that is a form of lists. */
export function objectInForm<T extends ApiObject>(
  source: FormSource<T>,
  form: ObjectForm,
  object: FormedObject,
  query: Query,
): string {
  const { kind } = source.resource.definition;
  if (form.kind === 'PartialObjectMetadataList') {
    throw notInForm(
      `you requested PartialObjectMetadataList, but the requested object is not a list (${goType(kind, '')})`,
    );
  }
  if (form.kind === 'PartialObjectMetadata') return partialMetadata(source, form, object);
  const { codec, table } = source.resource.definition;
  const { head, objectOf, now, tail } = tableOf(source, form, query);
  const cells = rowCells(table.row(codec.open(object.value, object.revision ?? 0), now));
  return `${head(tableMetadata(splicedInto(object, source)))}[${rowText(cells, objectOf(object))}]${tail}`;
}

/**
 * How a list is written in another form than its own. @throws StatusError 400 for a bad includeObject, 406 where that is a form
 * of one object.
 */
export function listInForm<T extends ApiObject>(source: FormSource<T>, form: ObjectForm, query: Query): ListForm {
  const { kind } = source.resource.definition;
  switch (form.kind) {
    case 'PartialObjectMetadata':
      throw notInForm(
        `you requested PartialObjectMetadata, but the requested object is a list (${goType(kind, 'List')})`,
      );
    case 'PartialObjectMetadataList':
      return {
        head: (metadata) => `{"kind":"${form.kind}","apiVersion":"${form.apiVersion}","metadata":${metadata},"items":`,
        item: (object) => partialMetadata(source, form, object),
        tail: '}',
        none: 'null',
        schema: PartialObjectMetadata,
      };
    default:
      return tableForm(source, form, query);
  }
}

/** The metadata of a table that has one object. */
export function tableMetadata({ revision, namedVersion = '', selfLink }: Spliced): string {
  const named = namedVersion === '' ? undefined : namedVersion;
  return JSON.stringify({ selfLink, resourceVersion: revision === undefined ? named : String(revision) });
}

function tableForm<T extends ApiObject>(source: FormSource<T>, form: ObjectForm, query: Query): ListForm {
  const { head, objectOf, now, tail } = tableOf(source, form, query);
  const { definition } = source.resource;
  return {
    head,
    item: (object, writer) => {
      const cells = writer.rowCells(definition, object, now);
      return typeof cells === 'string'
        ? rowText(cells, objectOf(object))
        : cells.then((written) => rowText(written, objectOf(object)));
    },
    tail,
    none: '[]',
    schema: undefined,
  };
}

/** What a table is made of but for the cells of its rows, which show ages as of `now`. */
interface TableParts extends Pick<ListForm, 'head' | 'tail'> {
  /** The text of the object that a row carries. */
  readonly objectOf: (object: FormedObject) => string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

function tableOf<T extends ApiObject>(source: FormSource<T>, form: ObjectForm, query: Query): TableParts {
  const { definition, sources } = source.resource;
  const { table: description, codec } = definition;
  const include = includedObject(query);
  const objectOf = (object: FormedObject): string => {
    if (include === 'None') return 'null';
    return include === 'Object'
      ? codec.text(object.value, splicedInto(object, source))
      : partialMetadata(source, form, object);
  };
  return {
    head: (metadata) =>
      `{"kind":"Table","apiVersion":"${form.apiVersion}","metadata":${metadata},"columnDefinitions":${JSON.stringify(description.columns)},"rows":`,
    tail: '}',
    objectOf,
    now: sources.now(),
  };
}

/** The text of a row: what rowCells made of it, and the text of its object. */
export function rowText(cells: string, object: string): string {
  return `{${cells},"object":${object}}`;
}

/** The metadata of an object alone. */
export function partialMetadata<T extends ApiObject>(
  source: FormSource<T>,
  { apiVersion }: ObjectForm,
  object: FormedObject,
): string {
  const metadata = source.resource.definition.codec.metadataText(object.value, splicedInto(object, source));
  return `{"kind":"PartialObjectMetadata","apiVersion":"${apiVersion}","metadata":${metadata}}`;
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
