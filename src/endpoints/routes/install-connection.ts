import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { Admission } from '../../admission/admission-chain.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { ConnectSubresource } from '../../registry/definition/subresource.ts';
import { loopbackClient } from '../../registry/loopback-client.ts';
import { contextOf, type Endpoint, type PathParameters } from '../endpoint.ts';
import { connectOptions } from '../options/connect-options.ts';
import type { Query } from '../options/query.ts';
import { refuseOthers } from './refuse-others.ts';

/**
 * Installs the routes of a connection to where an object runs. What clients send beyond the headers is not read, and a request
 * to go on in another protocol (WebSocket, SPDY) is answered like any other: no connection is left hanging.
 */
export function installConnection<T extends ApiObject>(
  app: FastifyInstance,
  endpoint: Endpoint<T>,
  url: string,
  name: string,
  subresource: ConnectSubresource<T>,
): void {
  const { verbs, withPath = false, connect } = subresource;
  const { definition, admission } = endpoint.resource;
  const plan =
    subresource.isRead === true ? undefined : admission.planOf('CONNECT', definition, name, subresource.kind);
  const methods = [...verbs.flatMap((verb) => METHODS[verb]), ...(withPath ? PASSED_ON : [])];
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '', '*': path } = request.params as PathParameters & { readonly '*'?: string };
    const context = contextOf(endpoint, request);
    const query = request.query as Query;
    if (plan !== undefined) {
      const admitting = new Admission(plan, { ...context, name, dryRun: false });
      const options = connectOptions(query, subresource.kind, subresource.options, path);
      await admitting.telling(admitting.admitAndValidate(options, undefined));
    }
    await connect(loopbackClient(endpoint.resource, context), { name, query });
    return reply.code(204).send();
  };
  const paths = withPath ? [url, `${url}/*`] : [url];
  app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, __, parsed) => parsed(null));
    for (const path of paths) {
      scope.route({ method: methods, url: path, schema: { params: PARAMETERS }, ...UNREAD, handler });
    }
    done();
  });
  for (const path of paths) refuseOthers(app, path, methods);
}

const PARAMETERS = Type.Partial(Type.Object({ namespace: Type.String(), name: Type.String() }));
const UNREAD = { validatorCompiler: () => () => true, config: { upgrades: true, longRunning: true } };

/** What is passed on to whatever is behind a path, beside the methods that have a verb. */
const PASSED_ON: readonly HTTPMethods[] = ['HEAD', 'OPTIONS'];

/** The methods that stand for a verb, where what is behind the connection decides what they mean. */
const METHODS: Readonly<Record<ConnectSubresource<never>['verbs'][number], readonly HTTPMethods[]>> = {
  get: ['GET'],
  create: ['POST'],
  update: ['PUT'],
  patch: ['PATCH'],
  delete: ['DELETE'],
};
