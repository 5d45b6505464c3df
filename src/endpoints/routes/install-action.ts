import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type TSchema, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ActionResource } from '../../registry/definition/action.ts';
import type { ActionSubresource } from '../../registry/definition/subresource.ts';
import { loopbackClient } from '../../registry/loopback-client.ts';
import { bodyDecoding } from '../decoding/body-decoding.ts';
import type { Endpoint } from '../endpoint.ts';
import { type ActionServices, actionHandler } from '../handlers/action.ts';
import { basePath } from './base-path.ts';
import { refuseOthers } from './refuse-others.ts';

/** Installs the route of something that is done with an object. */
export function installActionSubresource<T extends ApiObject>(
  app: FastifyInstance,
  { resource }: Endpoint<T>,
  services: ActionServices,
  url: string,
  name: string,
  subresource: ActionSubresource<T>,
): void {
  const target = { resource: resource.definition, subresource: name };
  const handler = actionHandler(services, target, {
    ...subresource,
    perform: (body, request) => subresource.perform(body, loopbackClient(resource, request), request),
  });
  installPost(app, url, subresource, handler);
}

/** Installs the route of a resource of which nothing is stored. */
export function installActionResource(app: FastifyInstance, resource: ActionResource, services: ActionServices): void {
  const { kind, strategy } = resource;
  const target = { resource: { ...resource, group: kind.group }, subresource: '' };
  const handler = actionHandler(services, target, resource);
  const scope = strategy.namespaced ? '/namespaces/:namespace' : '';
  installPost(app, `${basePath(kind)}${scope}/${resource.resource}`, resource, handler);
}

/** What the body of an action is. */
interface ActionBody {
  readonly kind: GroupVersionKind;
  readonly schema: TSchema;
}

function installPost(
  app: FastifyInstance,
  url: string,
  { kind, schema }: ActionBody,
  handler: ReturnType<typeof actionHandler>,
): void {
  app.withTypeProvider<TypeBoxTypeProvider>().post(
    url,
    {
      schema: { params: PARAMETERS, body: schema },
      ...bodyDecoding({ kind, optionsKind: 'CreateOptions', setDefaults: () => {} }),
    },
    handler,
  );
  refuseOthers(app, url, ['POST']);
}

const PARAMETERS = Type.Partial(Type.Object({ namespace: Type.String(), name: Type.String() }));
