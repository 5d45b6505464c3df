import { apiVersionOf, type DocumentKind, type GroupVersionKind } from '../group-version-kind.ts';
import { badRequest, type StatusError } from '../status-error.ts';

/** The kind and version that a document names. */
export interface NamedKind {
  readonly kind: string;
  readonly apiVersion: string;
}

// The options that a request may have for its body are known in every group and version.
const OPTIONS_KINDS: readonly string[] = ['CreateOptions', 'DeleteOptions', 'UpdateOptions'];

/** Makes the error of a document that names a kind but cannot be read as one of the kind expected: 400. */
export function cannotBeHandled(expected: GroupVersionKind, named: NamedKind, why: string): StatusError {
  // kube-apiserver names the kind where it expects an object, and only there.
  if (OPTIONS_KINDS.includes(expected.kind)) return badRequest(why);
  return badRequest(`${named.kind} in version "${named.apiVersion}" cannot be handled as a ${expected.kind}: ${why}`);
}

/** Holds the kind that a document names against the one expected. @throws StatusError 400 */
export function checkKind(expected: DocumentKind, named: NamedKind): void {
  if (!isKnown(expected, named)) {
    const why = `no kind "${named.kind}" is registered for version "${named.apiVersion}" in scheme "podledger"`;
    throw cannotBeHandled(expected, named, why);
  }
  if (named.kind !== expected.kind) {
    const group = OPTIONS_KINDS.includes(expected.kind) ? 'v1' : 'core';
    const why = `converting (v1.${named.kind}) to (${group}.${expected.kind}): unknown conversion`;
    throw cannotBeHandled(expected, named, why);
  }
}

function isKnown(expected: DocumentKind, { kind, apiVersion }: NamedKind): boolean {
  if (OPTIONS_KINDS.includes(kind)) return true;
  if (OPTIONS_KINDS.includes(expected.kind)) return false;
  const { group, version, olderVersions = [] } = expected;
  return [version, ...olderVersions].some((known) => apiVersion === apiVersionOf({ group, version: known }));
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
