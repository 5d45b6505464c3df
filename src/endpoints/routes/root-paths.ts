import type { FastifyInstance } from 'fastify';
import { groupVersionsOf, namedGroupsOf } from '../discovery/group-versions.ts';
import { asIs } from '../respond/respond.ts';
import { basePath } from './base-path.ts';
import type { ServedResource } from './served-resource.ts';

/**
 * Installs `/`, which answers the paths from which all others are found (`RootPaths`): those of the groups and their versions, of
 * the documents, of health and of the version. Indented JSON whatever the client asks for, as kube-apiserver has it.
 */
export function installRootPaths(
  app: FastifyInstance,
  resources: readonly ServedResource[],
  health: readonly string[],
): void {
  const groupVersions = groupVersionsOf(resources);
  const paths = [
    ...['/api', '/apis', '/apis/', '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/version'],
    ...[...namedGroupsOf(groupVersions).keys()].map((group) => `/apis/${group}`),
    ...groupVersions.map(basePath),
    ...health,
  ];
  const text = JSON.stringify({ paths: paths.sort() }, null, 2);
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    handler: (_, reply) => reply.header('content-type', 'application/json').serializer(asIs).send(text),
  });
}
