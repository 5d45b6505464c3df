import type { FastifyRequest } from 'fastify';
import { managerOfUserAgent } from '../apimachinery/fieldmanager/manager-name.ts';
import type { ApiObject } from '../registry/object-codec.ts';
import type { Registry, RequestContext, StoredObject, Written } from '../registry/registry.ts';
import type { Deadlines } from './deadlines.ts';
import { objectInForm } from './forms/object-form.ts';
import type { Answer } from './respond.ts';

/** What the handlers of one kind's routes share. */
export interface Endpoint<T extends ApiObject> {
  readonly registry: Registry<T>;
  readonly deadlines: Deadlines;
  /** Whether answers that are one object carry `metadata.selfLink`. */
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

/** An answer that is one object. `link` is its path, for `metadata.selfLink`; dry runs and what was never stored have none. */
export function objectAnswer<T extends ApiObject>(
  { registry, selfLink }: Endpoint<T>,
  code: number,
  { value, revision, warnings }: StoredObject & Partial<Written>,
  link: string | undefined,
): Answer {
  const json = registry.definition.codec.text(value, { revision, selfLink: selfLink ? link : undefined });
  const inForm: Answer['inForm'] = (form, query) => objectInForm(registry, form, { value, revision }, query);
  const { schema } = registry.definition;
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
