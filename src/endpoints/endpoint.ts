import type { FastifyRequest } from 'fastify';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { managerOfUserAgent } from '../apimachinery/fieldmanager/manager-name.ts';
import type { RequestContext, RequestOptions } from '../registry/definition/request-context.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import type { StoredObject, Written } from '../registry/stored-object.ts';
import type { Deadlines } from './connection/deadlines.ts';
import { type FormSource, objectInForm, splicedInto } from './respond/forms/object-form.ts';
import type { Answer } from './respond/respond.ts';
import { selfLinkOf } from './respond/self-link.ts';

/** What the handlers of one kind's routes share. */
export interface Endpoint<T extends ApiObject> {
  readonly resource: ResourceContext<T>;
  readonly deadlines: Deadlines;
  /** Whether objects and lists are answered with `metadata.selfLink`. */
  readonly selfLink: boolean;
  /** How many watches may be open on the server; 0 stands for any number. */
  readonly maxWatches: number;
}

/** The parts of a path that name an object; each stands in the paths that have it. */
export interface PathParameters {
  readonly namespace?: string;
  readonly name?: string;
}

/** What the registry needs to know of a request. */
export function contextOf(
  { deadlines }: Pick<Endpoint<ApiObject>, 'deadlines'>,
  request: FastifyRequest,
): RequestContext {
  const { namespace } = request.params as PathParameters;
  const { user, info } = request;
  return { namespace, signal: deadlines.current().signal, user, info };
}

/** What the registry needs to know of a request that writes: by which name its fields are owned, too. */
export function writeContextOf(
  { deadlines }: Pick<Endpoint<ApiObject>, 'deadlines'>,
  request: FastifyRequest,
  options: RequestOptions,
): RequestContext {
  const { namespace } = request.params as PathParameters;
  const { user, info } = request;
  const manager = options.fieldManager ?? managerOfUserAgent(request.headers['user-agent']);
  return { namespace, signal: deadlines.current().signal, user, info, options, manager };
}

/** What answers write a kind's objects by, as they come from the path of the objects themselves or of a subresource. */
export function formSource<T extends ApiObject>(
  { resource, selfLink }: Endpoint<T>,
  subresource: string,
): FormSource<T> {
  const link = selfLink ? selfLinkOf(resource.definition, subresource) : undefined;
  return { resource, link, asStored: subresource !== '' };
}

/** An answer that is one object. */
export function objectAnswer<T extends ApiObject>(
  source: FormSource<T>,
  code: number,
  { value, revision, namedVersion, warnings, asStored = false }: StoredObject & Partial<Written>,
): Answer {
  const { codec, schema } = source.resource.definition;
  const object = { value, revision, namedVersion };
  const json = codec.text(value, { ...splicedInto(object, source), asStored: asStored || source.asStored });
  const inForm: Answer['inForm'] = (form, query) => objectInForm(source, form, object, query);
  return warnings === undefined ? { code, json, schema, inForm } : { code, json, schema, warnings, inForm };
}

/** The path of a request without its query and without a slash at its end. */
export function pathOf(request: FastifyRequest): string {
  const path = wholePathOf(request);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The path of a request without its query. */
export function wholePathOf({ url }: FastifyRequest): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  // A client that takes the server for a proxy names it before the path (RFC 9112, absolute-form).
  return path.startsWith('/') ? path : path.replace(/^[a-z]+:\/\/[^/]*/i, '');
}
