import { zeroJson } from '../../apimachinery/decode/zero-json.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { notInForm } from '../../apimachinery/status-error.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { Registry } from '../../registry/registry.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import type { ObjectForm } from '../negotiation/output-format.ts';
import type { Query } from '../options/query.ts';
import { includedObject, partialMetadata, rowText } from './object-form.ts';

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
export function plainObjects<T extends ApiObject>({ definition }: Registry<T>): EventObjects {
  const { codec, kind, schema } = definition;
  const rest = zeroJson(schema, ['kind', 'apiVersion', 'metadata']).slice(1, -1);
  const opening = `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}","metadata":`;
  return {
    identity: apiVersionOf(kind),
    firstDiffers: false,
    object: ({ value, revision }) => codec.text(value, { revision }),
    bookmark: (revision, annotations) =>
      `${opening}${bookmarkMetadata(revision, annotations)}${rest === '' ? '' : `,${rest}`}}`,
  };
}

/** Objects in another form than their own. @throws StatusError 400 for a bad includeObject, 406 where that is a form of lists. */
export function objectsInForm<T extends ApiObject>(
  registry: Registry<T>,
  form: ObjectForm,
  query: Query,
  plain: EventObjects,
): EventObjects {
  switch (form.kind) {
    case 'PartialObjectMetadataList':
      throw notInForm('you requested PartialObjectMetadataList, but the events of a watch are no lists');
    case 'PartialObjectMetadata':
      return partialObjects(registry, form);
    default:
      return tables(registry, form, query, plain);
  }
}

/** Tables of one row each; the first has the columns. */
function tables<T extends ApiObject>(
  registry: Registry<T>,
  form: ObjectForm,
  query: Query,
  plain: EventObjects,
): EventObjects {
  const { definition, sources } = registry;
  const { codec, table } = definition;
  const include = includedObject(query);
  const metadata = partialObjects(registry, form);
  const columns = JSON.stringify(table.columns);
  const tableOf = (object: T, revision: number, text: string, isFirst: boolean): string => {
    const opening = `{"kind":"${form.kind}","apiVersion":"${form.apiVersion}","metadata":{"resourceVersion":"${revision}"}`;
    const row = rowText(table.row(object, sources.now()), include === 'None' ? 'null' : text);
    return `${opening},"columnDefinitions":${isFirst ? columns : 'null'},"rows":[${row}]}`;
  };
  const shown = include === 'Object' ? plain : metadata;
  return {
    identity: `${plain.identity} ${form.kind} ${form.apiVersion} ${include}`,
    firstDiffers: true,
    object: ({ value, revision }, isFirst) =>
      tableOf(codec.open(value, revision), revision, shown.object({ value, revision }, isFirst), isFirst),
    bookmark: (revision, annotations, isFirst) =>
      tableOf(codec.empty(), revision, shown.bookmark(revision, annotations, isFirst), isFirst),
  };
}

function partialObjects<T extends ApiObject>(registry: Registry<T>, form: ObjectForm): EventObjects {
  const kind = 'PartialObjectMetadata';
  return {
    identity: `${apiVersionOf(registry.definition.kind)} ${kind} ${form.apiVersion}`,
    firstDiffers: false,
    object: (object) => partialMetadata(registry, form, object),
    bookmark: (revision, annotations) =>
      `{"kind":"${kind}","apiVersion":"${form.apiVersion}","metadata":${bookmarkMetadata(revision, annotations)}}`,
  };
}

function bookmarkMetadata(revision: number, annotations: string | undefined): string {
  return `{"resourceVersion":"${revision}"${annotations === undefined ? '' : `,"annotations":${annotations}`}}`;
}
