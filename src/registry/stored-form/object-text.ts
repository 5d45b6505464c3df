import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { nativeParse } from '../../apimachinery/json/native-parse.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { HEAD, OWNERS, TAIL, UID } from './layout.ts';

/** What is spliced into the text of an object when it is answered, since it is not stored with it. */
export interface Spliced {
  /** The revision that wrote the object; undefined where it was never written (a dry run). */
  readonly revision: number | undefined;
  /** What stands for the revision there, as the client named it; '' and undefined leave it out. */
  readonly namedVersion?: string | undefined;
  /** The path to answer as `metadata.selfLink`, in characters that stand for themselves in JSON; undefined leaves it out. */
  readonly selfLink?: string | undefined;
  /** Whether to answer also what is stored and otherwise hidden (see Hidden). */
  readonly asStored?: boolean;
}

/** By what objects of one kind are told apart. */
export interface ObjectIdentity {
  readonly name: string;
  /** Undefined for kinds outside namespaces. */
  readonly namespace: string | undefined;
}

/** What an item of a list begins with, which leaves kind and apiVersion to the list. */
export const ITEM_OPENING = '{"metadata":{';

/** The document of an object: all of its segments, with what is spliced in. */
export function objectText(opening: string, value: StoredValue, spliced: Spliced, fieldsAt: number): string {
  let text = opening + metadataMembers(value, spliced, fieldsAt);
  // The end of what is stored has a line feed.
  for (let i = fieldsAt; i < value.length - 1; i += 1) text += value[i];
  return `${text}}`;
}

/** The members of the metadata and the brace behind them. */
export function metadataMembers(value: StoredValue, spliced: Spliced, fieldsAt: number): string {
  let text = ownMetadata(value, spliced);
  for (let i = OWNERS; i < fieldsAt; i += 1) text += value[i];
  return text;
}

/** The members of the metadata but for those that say who owns what, and those that the schema does not have. */
export function ownMetadata(value: StoredValue, { revision, namedVersion = '', selfLink }: Spliced): string {
  let text = value[HEAD] ?? '';
  if (selfLink !== undefined) text += `,"selfLink":"${selfLink}"`;
  text += value[UID];
  if (revision !== undefined) text += `,"resourceVersion":"${revision}"`;
  else if (namedVersion !== '') text += `,"resourceVersion":${JSON.stringify(namedVersion)}`;
  return text + value[TAIL];
}

/** Reads the text of the metadata's first members: name, generateName and namespace, in this order. */
export function identityIn(head: string): ObjectIdentity {
  // Names of policy may have quotes, and then backslashes before them.
  if (head.includes('\\')) {
    const { name = '', namespace } = nativeParse(`{${head}}`) as ObjectMeta;
    return { name, namespace };
  }
  const nameEnd = head.indexOf('"', NAME.length);
  const namespace = head.indexOf(NAMESPACE, nameEnd);
  return {
    name: head.slice(NAME.length, nameEnd),
    namespace: namespace < 0 ? undefined : head.slice(namespace + NAMESPACE.length, -1),
  };
}

const NAME = '"name":"';
const NAMESPACE = ',"namespace":"';
