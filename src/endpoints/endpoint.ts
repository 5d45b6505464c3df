import type { FastifyRequest } from 'fastify';
import { managerOfUserAgent } from '../apimachinery/fieldmanager/manager-name.ts';
import type { ApiObject } from '../registry/object-codec.ts';
import type { Registry, RequestContext, StoredObject, Written } from '../registry/registry.ts';
import type { Deadlines } from './deadlines.ts';
import { type FormSource, objectInForm, splicedInto } from './forms/object-form.ts';
import type { Answer } from './respond.ts';
import { selfLinkOf } from './self-link.ts';

/** What the handlers of one kind's routes share. */
export interface Endpoint<T extends ApiObject> {
  readonly registry: Registry<T>;
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
  return { namespace, signal: deadlines.current().signal };
}

/** What the registry needs to know of a request that writes: who does, too. `fieldManager` is what its options name. */
export function writeContextOf(
  endpoint: Pick<Endpoint<ApiObject>, 'deadlines'>,
  request: FastifyRequest,
  { fieldManager }: { readonly fieldManager: string | undefined },
): RequestContext {
  const manager = fieldManager ?? managerOfUserAgent(request.headers['user-agent']);
  return { ...contextOf(endpoint, request), manager };
}

/** What answers write a kind's objects by, as they come from the path of the objects themselves or of a subresource. */
export function formSource<T extends ApiObject>(
  { registry, selfLink }: Endpoint<T>,
  subresource: string,
): FormSource<T> {
  const link = selfLink ? selfLinkOf(registry.definition, subresource) : undefined;
  return { registry, link, asStored: subresource !== '' };
}

/** An answer that is one object. */
export function objectAnswer<T extends ApiObject>(
  source: FormSource<T>,
  code: number,
  { value, revision, namedVersion, warnings, asStored = false }: StoredObject & Partial<Written>,
): Answer {
  const { codec, schema } = source.registry.definition;
  const object = { value, revision, namedVersion };
  const json = codec.text(value, { ...splicedInto(object, source), asStored: asStored || source.asStored });
  const inForm: Answer['inForm'] = (form, query) => objectInForm(source, form, object, query);
  return warnings === undefined ? { code, json, schema, inForm } : { code, json, schema, warnings, inForm };
}

/** The path of a request without its query and without a slash at its end. */
export function pathOf(request: FastifyRequest): string {
  const { url } = request;
  const query = url.indexOf('?');
  let path = query < 0 ? url : url.slice(0, query);
  // A client that takes the server for a proxy names it before the path (RFC 9112, absolute-form).
  if (!path.startsWith('/')) path = path.replace(/^[a-z]+:\/\/[^/]*/i, '');
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
