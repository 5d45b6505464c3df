import type { FastifyRequest } from 'fastify';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest, type StatusError } from '../../apimachinery/status-error.ts';
import type { PathParameters } from '../endpoint.ts';
import { unescaped } from './escapes.ts';

/**
 * A request's URL as kube-apiserver routes it: a slash is one whether it is escaped or not, those at the end are as good as one, and
 * bytes of the path that are no UTF-8 are U+FFFD. A broken escape stays as it is, for the router to refuse.
 */
export function routedUrl(url: string): string {
  if (!url.includes('%') && !url.includes('//')) return url;
  const query = url.indexOf('?');
  let end = query < 0 ? url.length : query;
  const rest = url.slice(end);
  // The router takes one slash at the end for none.
  while (url.endsWith('//', end)) end -= 1;
  const path = url.slice(0, end).replace(/%2f/gi, '/');
  return (unescaped(path)?.includes('\uFFFD') === true ? readable(path) : path) + rest;
}

function readable(path: string): string {
  return path.replace(/(?:%[\da-fA-F]{2})+/g, (escapes) =>
    encodeURIComponent(Buffer.from(escapes.replaceAll('%', ''), 'hex').toString()),
  );
}

/** What is wrong with the names in the path of a request that a route takes: 400. */
export function pathProblem(request: FastifyRequest): StatusError | undefined {
  const { namespace, name } = (request.params ?? {}) as PathParameters;
  const isOfOne = name !== undefined || request.method === 'DELETE';
  if (namespace === '' && isOfOne) return badRequest('Namespace parameter required.');
  if (name === undefined) return undefined;
  const problem = segmentProblem(name);
  return problem === undefined ? undefined : badRequest(`Name parameter invalid: ${goQuote(name)}: ${problem}`);
}

/** What is wrong with a name for it to stand in a path. */
export function segmentProblem(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  return name.includes('%') ? "may not contain '%'" : undefined;
}

/** Why no request can be about a path: it says what is done, and not to what. Undefined for all others. */
export function verbWithoutResource(path: string): string | undefined {
  return VERB_ALONE.test(path) ? `unable to determine kind and namespace from url, ${path}` : undefined;
}

// How watches and proxies were asked for once.
const VERB_ALONE = /^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\/(?:watch|proxy)$/;
