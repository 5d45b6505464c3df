import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import { forbidden, forbiddenRequest, type StatusError } from '../../apimachinery/status-error.ts';
import type { AuthorizationAttributes, Authorizer, Decision } from '../../auth/authorization/authorizer.ts';
import type { Deadlines } from '../connection/deadlines.ts';

/**
 * Asks whether who sent a request may do what it asks for. What they may not is answered 403, before anything is said of what there
 * is; 500 where that could not be found out.
 */
export function installAuthorization(
  app: FastifyInstance,
  authorizer: Authorizer,
  { deadlines }: { readonly deadlines: Deadlines },
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { user, info } = request;
    const settle = ({ outcome, reason, error = '' }: Decision): void => {
      if (outcome === 'Allow') done();
      else if (error !== '') fail(request, reply, error);
      else {
        reply.header('x-content-type-options', 'nosniff');
        done(refusal(user, info, reason));
      }
    };
    const attributes = { user, request: wanted(info) };
    const decision = authorizer.authorize(attributes, deadlines.current().signal);
    // A client that has left meanwhile goes no further (see installAuthentication).
    if (decision instanceof Promise) decision.then((decided) => reply.raw.destroyed || settle(decided)).catch(done);
    else settle(decision);
  });
}

/** What a request asks for, as authorizers are asked. */
function wanted(info: RequestInfo): AuthorizationAttributes['request'] {
  const { verb, path } = info;
  if (!info.isResourceRequest) return { nonResource: { path, verb } };
  const { apiGroup: group, apiVersion: version, namespace, resource, subresource, name } = info;
  const { fieldSelector, labelSelector } = info;
  return {
    resource: {
      namespace,
      verb,
      group,
      version,
      resource,
      subresource,
      name,
      ...(fieldSelector !== '' && { fieldSelector: { rawSelector: fieldSelector } }),
      ...(labelSelector !== '' && { labelSelector: { rawSelector: labelSelector } }),
    },
  };
}

/** The refusal in kube-apiserver's words. */
function refusal({ username = '' }: UserInfo, info: RequestInfo, reason: string): StatusError {
  const { verb, apiGroup: group, resource, subresource, namespace, name } = info;
  const who = `User ${goQuote(username)}`;
  const because = reason === '' ? '' : `: ${reason}`;
  if (!info.isResourceRequest) {
    return forbiddenRequest(`${withoutMarkup(`${who} cannot ${verb} path ${goQuote(info.path)}`)}${because}`);
  }
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  const why = `${who} cannot ${verb} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}`;
  return forbidden({ group, resource }, name, `${withoutMarkup(why)}${because}`);
}

/** No answer is to look like HTML to a browser that takes it for that. */
function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fail(request: FastifyRequest, reply: FastifyReply, error: string): void {
  request.log.error({ err: error }, 'whether a request is allowed could not be found out');
  const message = withoutMarkup(`Internal Server Error: ${goQuote(request.originalUrl)}: ${error}`);
  reply.code(500).type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(`${message}\n`);
}
