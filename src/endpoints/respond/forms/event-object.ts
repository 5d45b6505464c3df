import type { ApiObject } from '../../../apimachinery/api-object.ts';
import { zeroJson } from '../../../apimachinery/decode/zero-json.ts';
import { apiVersionOf } from '../../../apimachinery/group-version-kind.ts';
import { notInForm } from '../../../apimachinery/status-error.ts';
import { rowCells } from '../../../apimachinery/table/row-cells.ts';
import type { Spliced } from '../../../registry/stored-form/object-text.ts';
import type { StoredValue } from '../../../storage/store-entry.ts';
import type { ObjectForm } from '../../negotiation/output-format.ts';
import type { Query } from '../../options/query.ts';
import {
  type FormSource,
  includedObject,
  partialMetadata,
  rowText,
  splicedInto,
  tableMetadata,
} from './object-form.ts';

/** An object in its stored form. */
export interface EventObject {
  readonly value: StoredValue;
  readonly revision: number;
}

/** How the objects in the events of a watch are written, as JSON. */
export interface EventObjects {
  /** Tells the forms of one kind from each other. */
  readonly identity: string;
  /** Whether the first event of a stream says more than the others. */
  readonly firstDiffers: boolean;
  object(object: EventObject, isFirst: boolean): string;
  /** An object that says how far the stream has come and nothing else; `annotations` is JSON, or undefined where there are none. */
  bookmark(revision: number, annotations: string | undefined, isFirst: boolean): string;
}

/** Objects as they are. */
export function plainObjects<T extends ApiObject>(source: FormSource<T>): EventObjects {
  const { codec, kind, schema } = source.resource.definition;
  const rest = zeroJson(schema, ['kind', 'apiVersion', 'metadata']).slice(1, -1);
  const opening = `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}","metadata":`;
  return {
    identity: apiVersionOf(kind),
    firstDiffers: false,
    object: (object) => codec.text(object.value, splicedInto(object, source)),
    bookmark: (revision, annotations) =>
      `${opening}${bookmarkMetadata(revision, annotations)}${rest === '' ? '' : `,${rest}`}}`,
  };
}

/** Objects in another form than their own. @throws StatusError 400 for a bad includeObject. */
export function objectsInForm<T extends ApiObject>(
  source: FormSource<T>,
  form: ObjectForm,
  query: Query,
  plain: EventObjects,
): EventObjects {
  switch (form.kind) {
    case 'PartialObjectMetadataList':
      return noObjects(form);
    case 'PartialObjectMetadata':
      return partialObjects(source, form);
    default:
      return tables(source, form, query, plain);
  }
}

/** Tables of one row each; the first has the columns. */
function tables<T extends ApiObject>(
  source: FormSource<T>,
  form: ObjectForm,
  query: Query,
  plain: EventObjects,
): EventObjects {
  const { definition, sources } = source.resource;
  const { codec, table } = definition;
  const include = includedObject(query);
  const metadata = partialObjects(source, form);
  const columns = JSON.stringify(table.columns);
  const tableOf = (object: T, spliced: Spliced, text: string, isFirst: boolean): string => {
    const opening = `{"kind":"${form.kind}","apiVersion":"${form.apiVersion}","metadata":${tableMetadata(spliced)}`;
    const row = rowText(rowCells(table.row(object, sources.now())), include === 'None' ? 'null' : text);
    return `${opening},"columnDefinitions":${isFirst ? columns : 'null'},"rows":[${row}]}`;
  };
  const shown = include === 'Object' ? plain : metadata;
  return {
    identity: `${plain.identity} ${form.kind} ${form.apiVersion} ${include}`,
    firstDiffers: true,
    object: ({ value, revision }, isFirst) => {
      const spliced = splicedInto({ value, revision }, source);
      return tableOf(codec.open(value, revision), spliced, shown.object({ value, revision }, isFirst), isFirst);
    },
    bookmark: (revision, annotations, isFirst) =>
      tableOf(codec.empty(), { revision }, shown.bookmark(revision, annotations, isFirst), isFirst),
  };
}

function partialObjects<T extends ApiObject>(source: FormSource<T>, form: ObjectForm): EventObjects {
  const kind = 'PartialObjectMetadata';
  return {
    identity: `${apiVersionOf(source.resource.definition.kind)} ${kind} ${form.apiVersion}`,
    firstDiffers: false,
    object: (object) => partialMetadata(source, form, object),
    bookmark: (revision, annotations) =>
      `{"kind":"${kind}","apiVersion":"${form.apiVersion}","metadata":${bookmarkMetadata(revision, annotations)}}`,
  };
}

/** A form of lists, in which no event can be written: kube-apiserver opens the watch and ends it where it has something to tell. */
function noObjects({ kind, apiVersion }: ObjectForm): EventObjects {
  const refuse = (): never => {
    throw notInForm(`you requested ${kind}, but the events of a watch are no lists`);
  };
  return { identity: `${kind} ${apiVersion}`, firstDiffers: false, object: refuse, bookmark: refuse };
}

function bookmarkMetadata(revision: number, annotations: string | undefined): string {
  return `{"resourceVersion":"${revision}"${annotations === undefined ? '' : `,"annotations":${annotations}`}}`;
}
