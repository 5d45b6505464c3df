import type { StatusCause, StatusDetails } from '../../schemas/meta/v1/status.ts';
import type { FieldError } from './field-error.ts';
import { shownErrors } from './field-errors.ts';
import { goQuote } from './go-quote.ts';
import type { GroupKind, GroupResource } from './group-version-kind.ts';

/** Why a request failed, in the API's own words (`Status.reason`). */
export type StatusReason =
  | 'AlreadyExists'
  | 'BadRequest'
  | 'Conflict'
  | 'Expired'
  | 'Forbidden'
  | 'InternalError'
  | 'Invalid'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'NotFound'
  | 'NotImplemented'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable'
  | 'Timeout'
  | 'TooManyRequests'
  | 'Unauthorized'
  | 'UnsupportedMediaType';

/** The body of an error answer, and of a deletion that leaves nothing behind: a `metav1.Status`. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  /** Empty, but for the token with which an expired list can be continued. */
  readonly metadata: { readonly continue?: string };
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: StatusReason;
  readonly details?: StatusDetails;
  readonly code?: number;
}

/**
 * A failure that has an answer: throwing it anywhere below the edge answers the request with its Status.
 * The functions of this file are the only place where one is made.
 */
export class StatusError extends Error {
  readonly status: Status & { readonly code: number };
  /** What the client is told beside the Status: texts for Warning headers, in order. */
  warnings: readonly string[] = [];

  constructor(
    code: number,
    reason: StatusReason | undefined,
    message: string,
    details?: StatusDetails,
    metadata: Status['metadata'] = {},
  ) {
    super(message);
    this.name = 'StatusError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      message,
      ...(reason !== undefined && { reason }),
      ...(details !== undefined && { details }),
      code,
    };
  }
}

/** Lets a failure tell the client something beside its Status, before what it tells already. Whatever else was thrown stays as it is. */
export function withWarnings(error: unknown, warnings: readonly string[]): unknown {
  if (error instanceof StatusError && warnings.length > 0) error.warnings = [...warnings, ...error.warnings];
  return error;
}

/** Whether what was thrown is a failure with an answer of this reason. */
export function isReason(error: unknown, reason: StatusReason): boolean {
  return error instanceof StatusError && error.status.reason === reason;
}

/** 404: the object does not exist. */
export function notFound(resource: GroupResource, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${qualified(resource.resource, resource.group)} "${name}" not found`, {
    name,
    ...about(resource.resource, resource.group),
  });
}

/** 409: an object of that name exists, perhaps one that is being deleted. */
export function alreadyExists(resource: GroupResource, name: string, isDeleted = false): StatusError {
  const message = `${beingDeleted(isDeleted)}${qualified(resource.resource, resource.group)} "${name}" already exists`;
  return new StatusError(409, 'AlreadyExists', message, { name, ...about(resource.resource, resource.group) });
}

/** 409: every name that was made up for the object was taken, the last perhaps by one that is being deleted. */
export function generateNameConflict(resource: GroupResource, name: string, isDeleted = false): StatusError {
  const message = `${beingDeleted(isDeleted)}${qualified(resource.resource, resource.group)} "${name}" already exists, the server was not able to generate a unique name for the object`;
  return new StatusError(409, 'AlreadyExists', message, {
    name,
    ...about(resource.resource, resource.group),
    retryAfterSeconds: 1,
  });
}

function beingDeleted(isDeleted: boolean): string {
  return isDeleted ? 'object is being deleted: ' : '';
}

/** 409: the object is not in the state that the request expects. */
export function conflict(resource: GroupResource, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(resource.resource, resource.group)} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, { name, ...about(resource.resource, resource.group) });
}

/** 409 because the object was changed since the version that the request names. */
export function staleResourceVersion(resource: GroupResource, name: string): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** 409: an apply would take fields from other managers; each is a cause. */
export function applyConflict(causes: StatusDetails['causes'] & object, message: string): StatusError {
  return new StatusError(409, 'Conflict', message, { causes });
}

/** 409: a precondition of a deletion does not hold. It names the kind, as kube-apiserver does there. */
export function failedPrecondition(kind: GroupKind, name: string, why: string): StatusError {
  return conflict({ group: kind.group, resource: kind.kind }, name, why);
}

/** 401: nobody knows who sent the request. */
export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

/** 403: the request is understood and refused. */
export function forbidden(resource: GroupResource, name: string, why: string): StatusError {
  const what = qualified(resource.resource, resource.group);
  const message = name === '' ? `${what} is forbidden: ${why}` : `${what} ${goQuote(name)} is forbidden: ${why}`;
  return new StatusError(403, 'Forbidden', message, {
    ...(name !== '' && { name }),
    ...about(resource.resource, resource.group),
  });
}

/** 403: the request is refused whatever it asks for. */
export function forbiddenRequest(why: string): StatusError {
  return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {});
}

/** 403: nothing new is made in a namespace that is being deleted. The cause tells clients that it is no matter of rights. */
export function namespaceTerminating(resource: GroupResource, name: string, namespace: string): StatusError {
  const what = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const { message, details } = forbidden(resource, name, what).status;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  return new StatusError(403, 'Forbidden', message ?? what, { ...details, causes: [cause] });
}

/** The body that answers a deletion, for kinds whose last state is not answered. It has no code of its own. */
export function deletionStatus(resource: GroupResource, name: string, uid: string): Status {
  const details = { name, ...(resource.group !== '' && { group: resource.group }), kind: resource.resource, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

/** 422: the object breaks rules; each is a cause, and the message names each once. What are too many are counted. */
export function invalidObject(kind: GroupKind, name: string, errors: readonly FieldError[]): StatusError {
  const shown = shownErrors(errors);
  const causes = shown.map(({ reason, message, field, omitted }) => ({
    reason,
    message,
    ...(omitted === undefined && { field }),
  }));
  return new StatusError(422, 'Invalid', `${qualified(kind.kind, kind.group)} "${name}" is invalid: ${listed(shown)}`, {
    ...(name !== '' && { name }),
    ...about(kind.kind, kind.group),
    causes,
  });
}

/** 500: the object breaks rules of which kube-apiserver makes no answer of their own; the message names each once. */
export function unansweredErrors(errors: readonly FieldError[]): StatusError {
  return unexpectedError(listed(shownErrors(errors)));
}

function listed(errors: readonly FieldError[]): string {
  const [text = '', ...others] = new Set(
    errors.map(({ field, message, omitted }) => (omitted === undefined ? `${field}: ${message}` : message)),
  );
  return others.length === 0 ? text : `[${[text, ...others].join(', ')}]`;
}

/** 400: the request cannot be understood. */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** 405: nothing at this path takes the method. */
export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** 405: the resource exists, but not with this action. */
export function actionNotSupported(resource: GroupResource, action: string): StatusError {
  const what = qualified(resource.resource, resource.group);
  return new StatusError(
    405,
    'MethodNotAllowed',
    `${action} is not supported on resources of kind "${what}"`,
    about(resource.resource, resource.group),
  );
}

/** 500 without a reason, as kube-apiserver answers a create that names a version. */
export function resourceVersionOnCreate(): StatusError {
  return new StatusError(500, undefined, 'resourceVersion should not be set on objects to be created');
}

/** 500 without a reason: an object names a version that is no number; `why` says so in the words of Go. */
export function unreadableResourceVersion(why: string): StatusError {
  return new StatusError(500, undefined, why);
}

/** 500 without a reason: an object, or a watch, is asked for at a version that is no number. */
export function invalidResourceVersion(text: string, why: string): StatusError {
  return new StatusError(500, undefined, invalidVersion(text, why));
}

/** 400: a list is asked for at a version that is no number. */
export function invalidListVersion(text: string, why: string): StatusError {
  return badRequest(`invalid resource version: ${invalidVersion(text, why)}`);
}

/** 404: nothing is served at this path. */
export function unknownPath(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** 406: none of the media types that the client accepts is served. */
export function notAcceptable(served: readonly string[]): StatusError {
  const message = `406: Not Acceptable\n\nAvailable representations: ${served.join(', ')}`;
  return new StatusError(406, 'NotAcceptable', message, {});
}

/** 406: the route has a media type that the client accepts, but not with the parameters that it wants. */
export function onlyAccepted(served: readonly string[]): StatusError {
  const message = `only the following media types are accepted: ${served.join(', ')}`;
  return new StatusError(406, 'NotAcceptable', message);
}

/** 406: what is answered does not come in the form that the client asks for. */
export function notInForm(message: string): StatusError {
  return new StatusError(406, 'NotAcceptable', message);
}

/** 415: the body is in a media type that is not read here. */
export function unsupportedMediaType(read: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${read.join(', ')}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

/** 415 of a patch whose type is not served. */
export function unsupportedPatchType(): StatusError {
  return new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
}

/** 422 of a patch that cannot be applied to the object as it is. kube-apiserver does not say why. */
export function rejectedPatch(): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** 422 of a patch whose result is no object of the kind. */
export function invalidPatch(error: FieldError): StatusError {
  const { reason, message, field } = error;
  return new StatusError(422, 'Invalid', ` "" is invalid: ${field}: ${message}`, {
    causes: [{ reason, message, field }],
  });
}

/** 500 of a request that kube-apiserver fails to answer better, such as a strategic merge patch with a mistake in its directives. */
export function unexpectedError(message: string): StatusError {
  return new StatusError(500, undefined, message);
}

/** 413: a JSON patch has more operations than `limit`. */
export function tooManyOperations(limit: number, count: number): StatusError {
  const why = `The allowed maximum operations in a JSON patch is ${limit}, got ${count}`;
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`);
}

/** 413: the body is larger than `limit` bytes. */
export function requestEntityTooLarge(limit: number): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}

/** 504: the answer was not ready in time, which is what it says unless told otherwise; the outcome of a write is unknown. */
export function timedOut(message = 'request did not complete within the allotted timeout'): StatusError {
  return new StatusError(504, 'Timeout', `Timeout: ${message}`, {});
}

/**
 * 504: the version asked for is newer than any that there is. Clients know it by its cause, and try again; `retries` is whether they
 * are told when.
 */
export function tooLargeResourceVersion(requested: number | bigint, current: number, retries = true): StatusError {
  const message = `Timeout: Too large resource version: ${requested}, current: ${current}`;
  return new StatusError(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    ...(retries ? { retryAfterSeconds: 1 } : {}),
  });
}

/** 410: the version asked for is no longer kept. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}

/**
 * 410: the state that a continue token stands for is no longer kept. `token`, which the answer carries, goes on from the same
 * place in the newest state.
 */
export function expiredContinue(token: string): StatusError {
  return new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    undefined,
    { continue: token },
  );
}

/** 429: not now. `retryAfterSeconds` says when to try again, where that is known. */
export function tooManyRequests(
  message: string,
  causes: readonly StatusCause[],
  retryAfterSeconds: number | undefined,
): StatusError {
  return new StatusError(429, 'TooManyRequests', message, {
    causes: [...causes],
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** 429: the server has too much to do; a second later it may not. */
export function overloaded(): StatusError {
  return tooManyRequests('Too many requests, please try again later.', [], 1);
}

/** 501: what is asked for needs something that is not here, and never will be. */
export function notImplemented(message: string): StatusError {
  return new StatusError(501, 'NotImplemented', message);
}

/** 503: the store does not answer, or the server is stopping. */
export function unavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}

/** 500: a fault of the server. The message, by default that there is one, never carries what a client must not see. */
export function internalError(
  message = 'an error on the server has prevented the request from succeeding',
): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ reason: '', message }],
  });
}

/** 422 for options of a request (`kind` such as UpdateOptions). */
export function invalidOptions(kind: string, errors: readonly FieldError[]): StatusError {
  return invalidObject({ group: 'meta.k8s.io', kind }, '', errors);
}

function invalidVersion(text: string, why: string): string {
  return `resourceVersion: Invalid value: ${goQuote(text)}: ${why}`;
}

function qualified(name: string, group: string): string {
  return group === '' ? name : `${name}.${group}`;
}

function about(kind: string, group: string): StatusDetails {
  return { ...(group !== '' && { group }), ...(kind !== '' && { kind }) };
}
