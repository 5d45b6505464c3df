import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  badRequest,
  internalError,
  methodNotAllowed,
  StatusError,
  unknownPath,
  unsupportedMediaType,
} from '../../apimachinery/status-error.ts';
import { decodingWarnings } from '../decoding/body-decoding.ts';
import { pathOf } from '../endpoint.ts';
import { MEDIA_TYPES } from '../negotiation/media-types.ts';
import type { ServedPaths } from '../routes/refuse-others.ts';
import { respondError } from './respond.ts';

/**
 * The one place where an error becomes an answer. What is no StatusError is a fault of the server: it is logged whole, and the
 * client is told no more than that. What breaks off because the client has left is nobody's fault.
 */
export function errorHandler(
  error: FastifyError | StatusError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  if ('code' in error && error.code === 'FST_ERR_BAD_URL') return badUrl(reply);
  const statusError = statusErrorOf(error, request, reply);
  // Fastify would close the connection under a client that is still sending, which then may not get to read the answer.
  if (statusError.status.code === 413) reply.removeHeader('connection');
  // What the body was found to be is told as well where it is refused.
  return respondError(request, reply, statusError, [...decodingWarnings(request), ...statusError.warnings]);
}

/** Go's server answers a path with a broken escape before anybody else sees it. */
function badUrl(reply: FastifyReply): FastifyReply {
  return reply.code(400).type('text/plain; charset=utf-8').header('connection', 'close').send('400 Bad Request');
}

function statusErrorOf(
  error: FastifyError | StatusError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): StatusError {
  if (error instanceof StatusError) return error;
  switch ('code' in error ? error.code : '') {
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return badRequest('the request URL is not valid');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType(Object.values(MEDIA_TYPES));
  }
  if (reply.raw.destroyed) request.log.debug({ err: error }, 'the client left before it was answered');
  else request.log.error({ err: error }, 'request failed');
  return internalError();
}

/**
 * Answers what no route takes: 405 for other methods than those of a path that is served; a Status below the `bases` of the API, text
 * elsewhere, as kube-apiserver does.
 */
export function notFoundHandler(served: ServedPaths, bases: readonly string[]) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
    const path = pathOf(request);
    const methods = served.methodsAt(path);
    if (methods !== undefined) {
      reply.header('allow', methods.join(', '));
      return respondError(request, reply, methodNotAllowed());
    }
    if (bases.some((base) => `${path}/`.startsWith(base))) {
      return respondError(request, reply, KNOWN_METHODS.has(request.method) ? unknownPath() : methodNotAllowed());
    }
    return pageNotFound(reply);
  };
}

/** 404 in text: nothing is served at a path that is none of the API's. */
export function pageNotFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('404 page not found\n');
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
