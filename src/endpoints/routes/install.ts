import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { keyOf, type Verb } from '../../registry/definition/resource-definition.ts';
import type { UpdateStrategy } from '../../registry/definition/strategy.ts';
import { bodyDecoding } from '../decoding/body-decoding.ts';
import type { Endpoint } from '../endpoint.ts';
import type { HeavyRoute } from '../filters/heavy-requests.ts';
import type { ActionServices } from '../handlers/action.ts';
import { createHandler } from '../handlers/create.ts';
import { deleteHandler } from '../handlers/delete.ts';
import { deleteCollectionHandler } from '../handlers/delete-collection.ts';
import { getHandler, versionReached } from '../handlers/get.ts';
import { listHandler } from '../handlers/list.ts';
import { checkPatchType, patchHandler } from '../handlers/patch.ts';
import { updateHandler } from '../handlers/update.ts';
import { watchHandler } from '../handlers/watch.ts';
import { checkListAcceptable, checkObjectAcceptable } from '../negotiation/output-format.ts';
import { warningHeaders } from '../respond/warnings.ts';
import { basePath } from './base-path.ts';
import { installActionSubresource } from './install-action.ts';
import { installConnection } from './install-connection.ts';
import { refuseOthers } from './refuse-others.ts';

type App = FastifyInstance;

/** Installs the routes of a kind by which one of its objects is read and written: those whose requests may be handed on. */
export function installObjects<T extends ApiObject>(app: App, endpoint: Endpoint<T>): void {
  withDeprecation(app, endpoint, (within) => installWrites(within, endpoint));
}

function installWrites<T extends ApiObject>(app: App, endpoint: Endpoint<T>): void {
  const collection = collectionOf(endpoint);
  const verbs = endpoint.resource.definition.verbs.filter((verb) => verb === 'create');
  installCollection(app, endpoint, collection, verbs);
  installObject(app, endpoint, `${collection}/:name`);
  for (const [name, subresource] of Object.entries(endpoint.resource.definition.subresources)) {
    if ('perform' in subresource || 'connect' in subresource) continue;
    installReadAndWrite(app, endpoint, `${collection}/:name/${name}`, name, subresource);
  }
}

/** Installs routes of a kind; where clients had better use another, every answer of them says so. */
function withDeprecation<T extends ApiObject>(app: App, endpoint: Endpoint<T>, install: (app: App) => void): void {
  const { deprecation } = endpoint.resource.definition;
  if (deprecation === undefined) {
    install(app);
    return;
  }
  const warning = warningHeaders([deprecation]);
  app.register((within, _options, done) => {
    within.addHook('onRequest', (_request, reply, next) => {
      reply.header('warning', warning);
      next();
    });
    install(within as App);
    done();
  });
}

function collectionOf<T extends ApiObject>(endpoint: Endpoint<T>): string {
  const { kind, resource, strategy } = endpoint.resource.definition;
  const base = basePath(kind);
  return strategy.namespaced ? `${base}/namespaces/:namespace/${resource}` : `${base}/${resource}`;
}

/** Installs the routes of one kind, as its definition describes it. */
export function installResource<T extends ApiObject>(app: App, endpoint: Endpoint<T>, services: ActionServices): void {
  withDeprecation(app, endpoint, (within) => installAll(within, endpoint, services));
}

function installAll<T extends ApiObject>(app: App, endpoint: Endpoint<T>, services: ActionServices): void {
  const { definition } = endpoint.resource;
  const base = basePath(definition.kind);
  const { namespaced } = definition.strategy;
  const collection = collectionOf(endpoint);
  if (namespaced) installCollection(app, endpoint, `${base}/${definition.resource}`, ['list']);
  installCollection(app, endpoint, collection, definition.verbs);
  installObject(app, endpoint, `${collection}/:name`);
  if (definition.verbs.includes('watch')) installWatchPaths(app, endpoint);
  for (const [name, subresource] of Object.entries(definition.subresources)) {
    const url = `${collection}/:name/${name}`;
    if ('perform' in subresource) installActionSubresource(app, endpoint, services, url, name, subresource);
    else if ('connect' in subresource) installConnection(app, endpoint, url, name, subresource);
    else refuseOthers(app, url, installReadAndWrite(app, endpoint, url, name, subresource));
  }
}

/** The paths by which watches were asked for before lists took the parameter `watch`. */
function installWatchPaths<T extends ApiObject>(app: App, endpoint: Endpoint<T>): void {
  const { kind, resource, strategy } = endpoint.resource.definition;
  const base = `${basePath(kind)}/watch`;
  const within = strategy.namespaced ? `${base}/namespaces/:namespace/${resource}` : `${base}/${resource}`;
  const collections = strategy.namespaced ? [`${base}/${resource}`, within] : [within];
  for (const [url, isOfOne] of [
    ...collections.map((url) => [url, false] as const),
    [`${within}/:name`, true] as const,
  ]) {
    const config = { ...WATCHED.config, longRunning: true };
    app.get(url, { schema: { params: PARAMETERS }, ...READ, ...LISTED, config }, watchHandler(endpoint, { isOfOne }));
    refuseOthers(app, url, ['GET']);
  }
}

function installCollection<T extends ApiObject>(
  app: App,
  endpoint: Endpoint<T>,
  url: string,
  verbs: readonly Verb[],
): void {
  const { schema, kind, strategy } = endpoint.resource.definition;
  const methods: HTTPMethods[] = [];
  if (verbs.includes('list')) {
    methods.push('GET');
    app.get(url, { schema: { params: PARAMETERS }, ...READ, ...WATCHED, ...LISTED }, listHandler(endpoint));
  }
  if (verbs.includes('create')) {
    methods.push('POST');
    app.withTypeProvider<TypeBoxTypeProvider>().post(
      url,
      {
        ...handedOn(endpoint),
        schema: { params: PARAMETERS, body: schema },
        ...bodyDecoding<T>({ kind, optionsKind: 'CreateOptions', setDefaults: strategy.setDefaults }),
      },
      createHandler(endpoint),
    );
  }
  if (verbs.includes('deletecollection')) {
    methods.push('DELETE');
    app.delete(
      url,
      { schema: { params: PARAMETERS, body: DeleteOptions }, ...READ },
      deleteCollectionHandler(endpoint),
    );
  }
  refuseOthers(app, url, methods);
}

function installObject<T extends ApiObject>(app: App, endpoint: Endpoint<T>, url: string): void {
  const { verbs, strategy } = endpoint.resource.definition;
  const methods = installReadAndWrite(app, endpoint, url, '', { verbs, strategy });
  if (verbs.includes('delete')) {
    methods.push('DELETE');
    app.delete(
      url,
      { schema: { params: PARAMETERS, body: DeleteOptions }, ...READ, ...handedOn(endpoint) },
      deleteHandler(endpoint),
    );
  }
  refuseOthers(app, url, methods);
}

function installReadAndWrite<T extends ApiObject>(
  app: App,
  endpoint: Endpoint<T>,
  url: string,
  name: string,
  { verbs, strategy }: { readonly verbs: readonly Verb[]; readonly strategy: UpdateStrategy<T> },
): HTTPMethods[] {
  const { schema, kind } = endpoint.resource.definition;
  const methods: HTTPMethods[] = [];
  if (verbs.includes('get')) {
    methods.push('GET');
    app.get(url, { schema: { params: PARAMETERS }, ...READ, ...handedOn(endpoint) }, getHandler(endpoint, name));
  }
  if (verbs.includes('update')) {
    methods.push('PUT');
    app.withTypeProvider<TypeBoxTypeProvider>().put(
      url,
      {
        ...handedOn(endpoint),
        schema: { params: PARAMETERS, body: schema },
        ...bodyDecoding<T>({
          kind,
          optionsKind: 'UpdateOptions',
          setDefaults: (object) => strategy.setDefaults(object),
        }),
      },
      updateHandler(endpoint, name, strategy),
    );
  }
  if (verbs.includes('patch')) {
    methods.push('PATCH');
    const options = {
      schema: { params: PARAMETERS },
      ...READ,
      ...handedOn(endpoint),
      onRequest: [checkPatchType, checkObjectAcceptable],
    };
    app.patch(url, options, patchHandler(endpoint, name, strategy));
  }
  return methods;
}

const PARAMETERS = Type.Partial(Type.Object({ namespace: Type.String(), name: Type.String() }));

/** Lets requests be handed on. */
function handedOn<T extends ApiObject>(endpoint: Endpoint<T>): { readonly config: { readonly heavy: HeavyRoute } } {
  const { definition } = endpoint.resource;
  const heavy: HeavyRoute = {
    key: ({ namespace, name }) => (name === undefined ? undefined : keyOf(definition, namespace, name)),
    reached: (query, signal) => versionReached(endpoint, query, signal),
  };
  return { config: { heavy } };
}

// Path parameters are text, whatever they hold; bodies are decoded by their handler where there is more than one kind of them.
// Watches are served over WebSockets, too.
const WATCHED = { config: { upgrades: true } };

const READ = { onRequest: checkObjectAcceptable, validatorCompiler: () => () => true };
const LISTED = { onRequest: checkListAcceptable };
