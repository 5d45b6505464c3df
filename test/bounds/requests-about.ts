import { stringify } from 'yaml';
import { encodeProtobuf } from '../../src/apimachinery/protobuf/encode-protobuf.ts';
import type { SizedRequest } from './growth-check.ts';
import type { KindUnderTest } from './kind-under-test.ts';
import { ENTRY, ITEM, type Path, type Position } from './positions.ts';

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

/** A place with what is put there, in an object that is stored under `name`. */
export interface Subject {
  readonly kind: KindUnderTest;
  readonly position: Position;
  readonly name: string;
  /** The path of the object, or of its status where the place is in there. */
  readonly url: string;
  /** What is put into the place: a list or a map. */
  readonly content: unknown;
}

/**
 * The ways that do what they do with any list of such items, or map of such values, wherever it is: what is made of them is then written
 * as in other ways.
 */
export const ANYWHERE: ReadonlySet<string> = new Set([
  'POST of protobuf',
  'POST of YAML',
  'JSON patch that tests each',
  'JSON patch that removes each from the front',
  'JSON patch that adds to the front',
  'JSON patch that copies it into itself',
  'JSON patch that compares it again and again',
  'GET of JSON',
  'GET of YAML',
  'GET of protobuf',
]);

/** Every way of writing such an object, as dry runs, by title: those that bring the content whether it is stored or not. */
export function bringing({ kind, position, name, url, content }: Subject): Record<string, () => SizedRequest> {
  const { path } = position;
  const object = kind.with(name, path, content);
  const pointer = pointerTo(path);
  const empty = kind.with(name, path, Array.isArray(content) ? [] : {});
  const singly = Array.isArray(content)
    ? content.map((value) => ({ op: 'add', path: `${pointer}/-`, value }))
    : Object.entries(content ?? {}).map(([key, value]) => ({ op: 'add', path: `${pointer}/${escaped(key)}`, value }));
  const merging = placedAlone(path, content);
  return {
    PUT: () => written('PUT', url, JSON_TYPE, object),
    'merge patch': () => written('PATCH', url, MERGE, merging),
    'strategic patch': () => written('PATCH', url, STRATEGIC, merging),
    'JSON patch of one operation': () =>
      written('PATCH', url, JSON_PATCH, [
        { op: 'add', path: `/${path[0] as string}`, value: object[path[0] as string] },
      ]),
    'JSON patch of many operations': () =>
      written('PATCH', url, JSON_PATCH, [
        { op: 'add', path: `/${path[0] as string}`, value: empty[path[0] as string] },
        ...singly,
      ]),
    apply: () => written('PATCH', `${url}?fieldManager=other&force=true`, APPLY, object),
    'POST of protobuf': () => ({
      method: 'POST',
      path: `${kind.collection}?dryRun=All`,
      headers: { 'content-type': PROTOBUF },
      body: encodeProtobuf(
        JSON.stringify({ ...object, metadata: { ...(object.metadata as object), name: 'other' } }),
        () => kind.schema,
      ),
    }),
    'POST of YAML': () => ({
      method: 'POST',
      path: `${kind.collection}?dryRun=All`,
      headers: { 'content-type': 'application/yaml' },
      body: stringify({ ...object, metadata: { ...(object.metadata as object), name: 'other' } }),
    }),
  };
}

/** What else can be done with an object that has the content already. */
export function changing(subject: Subject): Record<string, () => SizedRequest> {
  const { kind, position, name, url, content } = subject;
  const { path } = position;
  const pointer = pointerTo(path);
  const half = Array.isArray(content)
    ? content.filter((_, index) => index % 2 === 0)
    : Object.fromEntries(Object.entries(content ?? {}).filter((_, index) => index % 2 === 0));
  const reversed = Array.isArray(content)
    ? content.toReversed()
    : Object.fromEntries(Object.entries(content ?? {}).toReversed());
  const deleted = Array.isArray(content)
    ? content.map((item) => (isObject(item) ? { ...item, $patch: 'delete' } : item))
    : Object.fromEntries(Object.keys(content ?? {}).map((key) => [key, null]));
  const keys = Array.isArray(content) ? content.map((_, index) => index) : Object.keys(content ?? {}).map(escaped);
  const last = path.at(-1);
  return {
    'PUT in another order': () => written('PUT', url, JSON_TYPE, kind.with(name, path, reversed)),
    'PUT of half of it': () => written('PUT', url, JSON_TYPE, kind.with(name, path, half)),
    'PUT without it': () => written('PUT', url, JSON_TYPE, kind.least(name)),
    'merge patch in another order': () => written('PATCH', url, MERGE, placedAlone(path, reversed)),
    'strategic patch in another order': () => written('PATCH', url, STRATEGIC, placedAlone(path, reversed)),
    'strategic patch that deletes each': () => written('PATCH', url, STRATEGIC, placedAlone(path, deleted)),
    'strategic patch that replaces': () =>
      written(
        'PATCH',
        url,
        STRATEGIC,
        placedAlone(path, Array.isArray(half) ? [...half, { $patch: 'replace' }] : { ...half, $patch: 'replace' }),
      ),
    ...(typeof last === 'string' &&
      Array.isArray(content) && {
        'strategic patch with $setElementOrder': () =>
          written('PATCH', url, STRATEGIC, placedAlone([...path.slice(0, -1), `$setElementOrder/${last}`], reversed)),
        'strategic patch with $deleteFromPrimitiveList': () =>
          written(
            'PATCH',
            url,
            STRATEGIC,
            placedAlone([...path.slice(0, -1), `$deleteFromPrimitiveList/${last}`], reversed),
          ),
        'strategic patch with $retainKeys': () =>
          written(
            'PATCH',
            url,
            STRATEGIC,
            placedAlone([...path.slice(0, -1), '$retainKeys'], [last, ...keys.map(String)]),
          ),
      }),
    'JSON patch that tests all': () =>
      written('PATCH', url, JSON_PATCH, [{ op: 'test', path: pointer, value: content }]),
    'JSON patch that tests each': () =>
      written(
        'PATCH',
        url,
        JSON_PATCH,
        keys.map((key) => ({ op: 'test', path: `${pointer}/${key}`, value: valueAt(content, key) })),
      ),
    'JSON patch that removes each from the front': () =>
      written(
        'PATCH',
        url,
        JSON_PATCH,
        keys.map((key) => ({ op: 'remove', path: `${pointer}/${typeof key === 'number' ? 0 : key}` })),
      ),
    'JSON patch that adds to the front': () =>
      written(
        'PATCH',
        url,
        JSON_PATCH,
        keys.map((key) => ({ op: 'add', path: `${pointer}/${typeof key === 'number' ? 0 : `${key}x`}`, value: {} })),
      ),
    'JSON patch that copies it into itself': () =>
      written(
        'PATCH',
        url,
        JSON_PATCH,
        keys.map((_, index) => ({
          op: 'copy',
          from: pointer,
          path: `${pointer}/${Array.isArray(content) ? '-' : `c${index}`}`,
        })),
      ),
    'JSON patch that compares it again and again': () =>
      written(
        'PATCH',
        url,
        JSON_PATCH,
        keys.map(() => ({ op: 'test', path: pointer, value: Array.isArray(content) ? [] : {} })),
      ),
    'apply of half of it': () =>
      written('PATCH', `${url}?fieldManager=owner&force=true`, APPLY, kind.with(name, path, half)),
    'apply of another without force': () =>
      written('PATCH', `${url}?fieldManager=other`, APPLY, kind.with(name, path, reversed)),
    'GET of JSON': () => read(url, JSON_TYPE),
    'GET of YAML': () => read(url, 'application/yaml'),
    'GET of protobuf': () => read(url, PROTOBUF),
    'GET of a table': () => read(kind.collection, 'application/json;as=Table;v=v1;g=meta.k8s.io'),
  };
}

function written(method: string, url: string, type: string, body: unknown): SizedRequest {
  return {
    method,
    path: `${url}${url.includes('?') ? '&' : '?'}dryRun=All`,
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  };
}

function read(path: string, accept: string): SizedRequest {
  return { method: 'GET', path, headers: { accept } };
}

/** A document with nothing but `content` at the end of `path`. Lists on the way have one item, called as those of the least objects. */
function placedAlone(path: Path, content: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return content;
  const part = placedAlone(rest, content);
  if (step === ITEM) return [isObject(part) && rest.length > 0 ? { name: 'c', ...part } : part];
  return { [step === ENTRY ? 'example.com/key' : step]: part };
}

function pointerTo(path: Path): string {
  return path.map((step) => `/${step === ITEM ? '0' : escaped(step === ENTRY ? 'example.com/key' : step)}`).join('');
}

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

function valueAt(content: unknown, key: string | number): unknown {
  if (Array.isArray(content)) return content[Number(key)];
  return isObject(content) ? content[String(key).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
