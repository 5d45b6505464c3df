import { apiVersionOf, type DocumentKind, type GroupVersionKind, parseApiVersion } from '../group-version-kind.ts';
import { isObject, member } from '../patch/json-value.ts';
import { badRequest, type StatusError } from '../status-error.ts';
import { jsonType } from './diagnose.ts';
import { isRegistered, versionOfType } from './registered-kinds.ts';

/** The kind and version that a document names. */
export interface NamedKind {
  readonly kind: string;
  readonly apiVersion: string;
}

// The options that a request may have for its body are known in every group and version.
const OPTIONS_KINDS: readonly string[] = ['CreateOptions', 'DeleteOptions', 'UpdateOptions'];

/** What a document names, or why that cannot be told. */
export function namedKind(document: unknown): NamedKind | string {
  if (document !== null && !isObject(document)) {
    return unreadable(`json: cannot unmarshal ${jsonType(document)} into Go value of type ${NAMING_STRUCT}`);
  }
  const named = { kind: '', apiVersion: '' };
  for (const name of ['apiVersion', 'kind'] as const) {
    const word = (document === null ? undefined : member(document, name)) ?? '';
    if (typeof word !== 'string') {
      return unreadable(`json: cannot unmarshal ${jsonType(word)} into Go struct field .${name} of type string`);
    }
    named[name] = word;
  }
  return named;
}

function unreadable(why: string): string {
  return `couldn't get version/kind; json parse error: ${why}`;
}

// How Go prints the type into which kube-apiserver reads the beginning of every document.
const NAMING_STRUCT =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

// Where kube-apiserver made the list of what it can read, which its messages name.
const SCHEME = 'pkg/runtime/scheme.go:111';

/** What kube-apiserver calls the version that objects have in its memory. */
export const INTERNAL_VERSION = '__internal';

/** The error of a kind that nothing is known of, as kube-apiserver words it. */
function notRegistered(kind: GroupVersionKind): string {
  if (kind.version === INTERNAL_VERSION) {
    return `no kind "${kind.kind}" is registered for the internal version of group "${kind.group}" in scheme "${SCHEME}"`;
  }
  return `no kind "${kind.kind}" is registered for version "${apiVersionOf(kind)}" in scheme "${SCHEME}"`;
}

/** Makes the error of a document that names a kind but cannot be read as one of the kind expected: 400. */
export function cannotBeHandled(expected: GroupVersionKind, named: GroupVersionKind, why: string): StatusError {
  // kube-apiserver names the kind where it expects an object, and only there.
  if (OPTIONS_KINDS.includes(expected.kind)) return badRequest(why);
  return badRequest(`${named.kind} in version "${named.version}" cannot be handled as a ${expected.kind}: ${why}`);
}

/**
 * The kind of a document: what it names, and what is expected where it names nothing. A group without a version is completed where it
 * is the group that is expected.
 * @throws StatusError 400 for an `apiVersion` that is none
 */
export function resolveKind(expected: GroupVersionKind, named: NamedKind, document: string | Buffer): GroupVersionKind {
  const parsed = parseApiVersion(named.apiVersion);
  if (parsed === undefined) {
    throw unrecognized(expected, `unexpected GroupVersion string: ${named.apiVersion}`, document);
  }
  const kind = named.kind || expected.kind;
  if (parsed.version !== '') return { ...parsed, kind };
  if (parsed.group === '' || parsed.group === expected.group) {
    return { group: expected.group, version: expected.version, kind };
  }
  const missing = `Object 'apiVersion' is missing in '${document}'`;
  throw cannotBeHandled(expected, { ...parsed, kind }, missing);
}

/** Holds the kind of a document against the one expected. @throws StatusError 400 where it is another. */
export function checkKind(expected: DocumentKind, actual: GroupVersionKind): void {
  const problem = kindProblem(expected, actual);
  if (problem !== undefined) throw cannotBeHandled(expected, actual, problem);
  // What another group says of the same thing has fields of its own.
  if (actual.group !== expected.group) checkVersion(expected, actual);
}

/** Why a document of one kind cannot be read as one of another; undefined where it can, in whatever version. */
export function kindProblem(expected: GroupVersionKind, actual: GroupVersionKind): string | undefined {
  const { group, version, kind } = actual;
  if (kind === expected.kind && version === expected.version && group === expected.group) return undefined;
  if (OPTIONS_KINDS.includes(expected.kind)) return optionsProblem(expected, actual);
  if (!isRegistered(actual)) return notRegistered(actual);
  const isSameKind = kind === expected.kind && hubOf(actual) === hubOf(expected);
  return isSameKind ? undefined : unknownConversion(expected, actual);
}

/** Holds the version of a document of the kind expected against those that are taken. @throws StatusError 400 */
export function checkVersion(expected: DocumentKind, actual: GroupVersionKind): void {
  if (OPTIONS_KINDS.includes(expected.kind)) return;
  const { group, version, olderVersions = [] } = expected;
  if (actual.group === group && (actual.version === version || olderVersions.includes(actual.version))) return;
  const [given, wanted] = [apiVersionOf(actual), apiVersionOf(expected)];
  throw badRequest(`the API version in the data (${given}) does not match the expected API version (${wanted})`);
}

function optionsProblem(expected: GroupVersionKind, actual: GroupVersionKind): string | undefined {
  if (actual.kind === expected.kind) return undefined;
  const isKnown = OPTIONS_KINDS.includes(actual.kind) || META_KINDS.test(`${apiVersionOf(actual)}/${actual.kind}`);
  return isKnown ? unknownConversion(expected, actual) : notRegistered(actual);
}

/** What is known where options are read, beside the options of requests that have bodies. */
const META_KINDS =
  /\/Status$|^meta\.k8s\.io\/v1(?:beta1)?\/(?:Table|TableOptions|PartialObjectMetadata|PartialObjectMetadataList)$|^meta\.k8s\.io\/v1\/(?:GetOptions|ListOptions|PatchOptions|WatchEvent)$/;

function unknownConversion(expected: GroupVersionKind, actual: GroupVersionKind): string {
  const to = OPTIONS_KINDS.includes(expected.kind) ? 'v1' : hubOf(expected);
  const from = to === 'v1' ? to : versionOfType(actual);
  return `converting (${from}.${actual.kind}) to (${to}.${expected.kind}): unknown conversion`;
}

/** What kube-apiserver calls the form of its own into which it reads the kinds of a group, whatever their version. */
function hubOf({ group }: GroupVersionKind): string {
  // Events are the same thing in two groups.
  if (group === '' || group === 'events.k8s.io') return 'core';
  return group.split('.', 1)[0] ?? group;
}

/** Makes the error of a document whose kind cannot even be told: 400. `beginning` is that of the document. */
export function unrecognized(expected: GroupVersionKind, why: string, beginning: string | Buffer): StatusError {
  if (OPTIONS_KINDS.includes(expected.kind)) return badRequest(why);
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected.kind}): ${why} (${summary(beginning)})`,
  );
}

// The beginning of the body: as text where it looks like an object, else in hexadecimal.
const SUMMARY_BYTES = 30;

function summary(document: string | Buffer): string {
  if (document.length === 0) return '<empty>';
  const bytes = Buffer.from(document.slice(0, SUMMARY_BYTES + 1) as string);
  const shown = bytes.toString(bytes[0] === OPEN_BRACE ? 'utf8' : 'hex', 0, SUMMARY_BYTES);
  return bytes.length > SUMMARY_BYTES ? `${shown} ...` : shown;
}

const OPEN_BRACE = 0x7b;
