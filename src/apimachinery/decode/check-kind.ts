import { apiVersionOf, type DocumentKind, type GroupVersionKind } from '../group-version-kind.ts';
import { badRequest, type StatusError } from '../status-error.ts';

/** The kind and version that a document names. */
export interface NamedKind {
  readonly kind: string;
  readonly apiVersion: string;
}

/** Makes the error of a document that names a kind but cannot be read as one of the kind expected: 400. */
export function cannotBeHandled(expected: GroupVersionKind, named: NamedKind, why: string): StatusError {
  return badRequest(`${named.kind} in version "${named.apiVersion}" cannot be handled as a ${expected.kind}: ${why}`);
}

/** Holds the kind that a document names against the one expected. @throws StatusError 400 */
export function checkKind(expected: DocumentKind, named: NamedKind): void {
  if (named.apiVersion !== apiVersionOf(expected) && !isOlder(expected, named)) {
    const why = `no kind "${named.kind}" is registered for version "${named.apiVersion}" in scheme "podledger"`;
    throw cannotBeHandled(expected, named, why);
  }
  if (named.kind !== expected.kind) {
    const why = `converting (v1.${named.kind}) to (core.${expected.kind}): unknown conversion`;
    throw cannotBeHandled(expected, named, why);
  }
}

function isOlder({ group, olderVersions }: DocumentKind, { apiVersion }: NamedKind): boolean {
  return olderVersions?.some((version) => apiVersion === apiVersionOf({ group, version })) === true;
}

/** Makes the error of a document whose kind cannot even be told: 400. `beginning` is that of the document. */
export function unrecognized(expected: GroupVersionKind, why: string, beginning: string | Buffer): StatusError {
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
