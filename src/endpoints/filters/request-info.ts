import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseFieldSelector } from '../../apimachinery/fields/parse-field-selector.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import {
  parseResourcePath,
  type RequestInfo,
  type ResourcePath,
  resourceVerb,
} from '../../apimachinery/request-info.ts';
import { StatusError } from '../../apimachinery/status-error.ts';
import { pathOf, wholePathOf } from '../endpoint.ts';
import { first, type Query } from '../options/query.ts';
import { isWatch } from '../options/watch-options.ts';
import { unescaped } from '../routes/escapes.ts';
import { segmentProblem, verbWithoutResource } from '../routes/request-path.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The path of the route, where it is one of a resource. */
    readonly resourcePath?: ResourcePath | undefined;
  }
  interface FastifyRequest {
    /** What the request asks for; there from the first filter on. */
    info: RequestInfo;
    /** What its route says of itself, likewise: Fastify makes an object each time that it is asked for. */
    routeConfig: FastifyRequest['routeOptions']['config'];
  }
}

/**
 * Says of every request what it asks for, once. The paths of routes are taken apart when they are installed, which has to be after
 * this; only paths that no route takes are when a request comes. What says what is done, and not to what, is answered 500.
 */
export function installRequestInfo(app: FastifyInstance): void {
  app.decorateRequest('info');
  app.decorateRequest('routeConfig');
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, resourcePath: parseResourcePath(route.url) };
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) {
      const path = pathOf(request);
      const why = verbWithoutResource(path);
      if (why !== undefined) {
        const message = `Internal Server Error: ${goQuote(path)}: failed to create RequestInfo: ${why}\n`;
        reply.code(500).type('text/plain; charset=utf-8').send(message);
        return;
      }
    }
    request.routeConfig = request.routeOptions.config;
    request.info = requestInfoOf(request);
    done();
  });
}

/** What a request asks for. Its route knows most of it, where it has one. */
function requestInfoOf(request: FastifyRequest): RequestInfo {
  const path = readablePath(request);
  if (request.is404) {
    const parsed = parseResourcePath(path);
    return parsed === undefined ? pathInfo(request, path) : resourceInfo(request, path, parsed, parsed);
  }
  const { resourcePath } = request.routeConfig;
  if (resourcePath === undefined) return pathInfo(request, path);
  const given = {
    namespace: givenPart(request, resourcePath.namespace),
    name: givenPart(request, resourcePath.name),
  };
  return resourceInfo(request, path, resourcePath, given);
}

function readablePath(request: FastifyRequest): string {
  const path = wholePathOf(request);
  return path.includes('%') ? (unescaped(path) ?? path) : path;
}

function pathInfo({ method }: FastifyRequest, path: string): RequestInfo {
  return {
    isResourceRequest: false,
    path,
    verb: method.toLowerCase(),
    apiGroup: '',
    apiVersion: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
    fieldSelector: '',
    labelSelector: '',
  };
}

function resourceInfo(
  request: FastifyRequest,
  path: string,
  { apiGroup, apiVersion, pathVerb, resource, subresource }: ResourcePath,
  { namespace, name }: Pick<ResourcePath, 'namespace' | 'name'>,
): RequestInfo {
  const query = request.query as Query;
  const verb = pathVerb === '' ? resourceVerb(request.method, name !== '', name === '' && isWatch(query)) : pathVerb;
  const isOfMany = pathVerb === '' && OF_MANY.has(verb);
  const fieldSelector = isOfMany ? (first(query, 'fieldSelector') ?? '') : '';
  return {
    isResourceRequest: true,
    path,
    verb,
    apiGroup,
    apiVersion,
    namespace,
    resource,
    subresource,
    name: verb === 'list' || verb === 'watch' ? nameIn(name, fieldSelector) : name,
    fieldSelector,
    labelSelector: isOfMany ? (first(query, 'labelSelector') ?? '') : '',
  };
}

/** The verbs whose requests limit themselves by selectors. */
const OF_MANY: ReadonlySet<string> = new Set(['list', 'watch', 'deletecollection']);

/** A part of a path: what the request has in place of it, where it stands for any text. */
function givenPart({ params }: FastifyRequest, part: string): string {
  return part.startsWith(':') ? ((params as Readonly<Record<string, string>>)[part.slice(1)] ?? '') : part;
}

/** The name that a field selector asks for; none where there is no such, or it is none that a path could have. */
function nameIn(name: string, fieldSelector: string): string {
  if (name !== '' || !fieldSelector.includes('metadata.name')) return name;
  try {
    const term = parseFieldSelector(fieldSelector).find(({ field, equal }) => equal && field === 'metadata.name');
    return term === undefined || segmentProblem(term.value) !== undefined ? '' : term.value;
  } catch (error) {
    // Whoever reads the selector refuses it.
    if (error instanceof StatusError) return '';
    throw error;
  }
}
