import { Type } from '@sinclair/typebox';
import fastify, { type FastifyInstance } from 'fastify';
import { Namespace, NamespaceList } from '../../schemas/core/v1/namespace.ts';
import { Pod, PodList } from '../../schemas/core/v1/pod.ts';
import { DECODING_DECORATOR } from '../../src/endpoints/decoding/body-decoding.ts';
import { errorHandler, notFoundHandler } from '../../src/endpoints/respond/error-handler.ts';
import { declareServedPaths } from '../../src/endpoints/routes/refuse-others.ts';
import type { ServedResource } from '../../src/endpoints/routes/served-resource.ts';
import type { Verb } from '../../src/registry/definition/resource-definition.ts';

const ALL: readonly Verb[] = ['create', 'delete', 'get', 'list', 'update', 'patch'];

/** A kind in namespaces, with subresources of every sort. */
export const pods: ServedResource = {
  kind: { group: '', version: 'v1', kind: 'Pod' },
  resource: 'pods',
  singularName: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  verbs: ALL,
  schema: Pod,
  listSchema: PodList,
  strategy: { namespaced: true },
  subresources: {
    status: { verbs: ['get', 'update', 'patch'] },
    resize: { verbs: ['get'] },
    eviction: { verbs: ['create'], kind: { group: 'policy', version: 'v1', kind: 'Eviction' } },
    exec: {
      verbs: ['create', 'get'],
      kind: { group: '', version: 'v1', kind: 'PodExecOptions' },
      options: Type.Object({ tty: Type.Boolean(), command: Type.Array(Type.String()) }),
      connect: () => {},
    },
    log: { verbs: ['get'], connect: () => {} },
  },
};

/** A kind outside namespaces. */
export const namespaces: ServedResource = {
  kind: { group: '', version: 'v1', kind: 'Namespace' },
  resource: 'namespaces',
  singularName: 'namespace',
  shortNames: ['ns'],
  categories: [],
  verbs: ALL,
  schema: Namespace,
  listSchema: NamespaceList,
  strategy: { namespaced: false },
  subresources: {},
};

/** A kind of a named group; its schemas say nothing. */
export const leases: ServedResource = {
  kind: { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' },
  resource: 'leases',
  singularName: 'lease',
  shortNames: [],
  categories: [],
  verbs: ALL,
  schema: Type.Object({}, { $id: 'io.k8s.api.coordination.v1.Lease' }),
  listSchema: Type.Object({}, { $id: 'io.k8s.api.coordination.v1.LeaseList' }),
  strategy: { namespaced: true },
  subresources: {},
};

/** An app without routes, which answers errors as a server does. */
export function appWithErrors(): FastifyInstance {
  const app = fastify({ exposeHeadRoutes: false }).setErrorHandler(errorHandler);
  app.decorateRequest(DECODING_DECORATOR);
  app.setNotFoundHandler(notFoundHandler(declareServedPaths(app), []));
  return app;
}
