import type { TSchema } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { APIGroup, APIGroupList } from '../../../schemas/meta/v1/api-group.ts';
import { APIResourceList } from '../../../schemas/meta/v1/api-resource.ts';
import { APIVersions } from '../../../schemas/meta/v1/api-versions.ts';
import type { Info } from '../../../schemas/version/info.ts';
import { checkAcceptable } from '../negotiation/output-format.ts';
import { documentHash, isNamedBy } from '../respond/entity-tag.ts';
import { asIs, respond, respondAs } from '../respond/respond.ts';
import { basePath } from '../routes/base-path.ts';
import { refuseOthers } from '../routes/refuse-others.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import { type AggregatedVersion, apiGroupDiscoveryList } from './aggregated-discovery.ts';
import { aggregatedForm, aggregatedParameters } from './aggregated-form.ts';
import { apiGroup, apiGroupList } from './api-groups.ts';
import { apiResourceList } from './api-resource-list.ts';
import { apiVersions } from './api-versions.ts';
import { type GroupVersion, groupVersionsOf, namedGroupsOf } from './group-versions.ts';

/** Installs what clients ask first: `/api`, `/apis`, the resources of each group version, and `/version`. */
export function installDiscovery(app: FastifyInstance, resources: readonly ServedResource[], version: Info): void {
  const groupVersions = groupVersionsOf(resources);
  const named = namedGroupsOf(groupVersions);
  const core = new Map([['', groupVersions.filter(({ group }) => group === '')]]);

  installGroups(app, '/api', APIVersions, core, ({ host }) => JSON.stringify(apiVersions(groupVersions, host)));
  installGroups(app, '/apis', APIGroupList, named, () => JSON.stringify(apiGroupList(groupVersions)));
  for (const [name, versions] of named) {
    installDocument(app, `/apis/${name}`, APIGroup, () => apiGroup(name, versions));
  }
  for (const groupVersion of groupVersions) {
    installDocument(app, basePath(groupVersion), APIResourceList, () => apiResourceList(groupVersion));
  }

  const info = JSON.stringify(version, null, 2);
  // Indented JSON whatever the client asks for, as kube-apiserver has it.
  app.get('/version', (_, reply) => reply.header('content-type', 'application/json').serializer(asIs).send(info));
  refuseOthers(app, '/version', ['GET']);
}

/** Installs a document, which is made when it is first asked for. */
function installDocument(app: FastifyInstance, url: string, schema: TSchema, make: () => object): void {
  let json: string | undefined;
  app.get(url, ACCEPTABLE, (request, reply) => {
    json ??= JSON.stringify(make());
    return respond(request, reply, { code: 200, json, schema });
  });
  refuseOthers(app, url, ['GET']);
}

/** Installs a path that answers the groups below it in two forms: by themselves, or with all that they hold. */
function installGroups(
  app: FastifyInstance,
  url: string,
  schema: TSchema,
  groups: ReadonlyMap<string, readonly GroupVersion[]>,
  plain: (request: FastifyRequest) => string,
): void {
  // Made when they are first asked for: most processes that start are never asked.
  const made = new Map<AggregatedVersion, { readonly json: string; readonly tag: string }>();
  const aggregated = (version: AggregatedVersion) => {
    let document = made.get(version);
    if (document === undefined) {
      const json = JSON.stringify(apiGroupDiscoveryList(groups, version));
      document = { json, tag: `"${documentHash(json)}"` };
      made.set(version, document);
    }
    return document;
  };
  app.get(url, (request, reply): FastifyReply | Promise<FastifyReply> => {
    const form = aggregatedForm(request.headers.accept);
    if (form === undefined) return respond(request, reply, { code: 200, json: plain(request), schema });
    const { json, tag } = aggregated(form.version);
    reply.header('etag', tag).header('vary', 'Accept').header('cache-control', 'public');
    if (isNamedBy(tag, request.headers['if-none-match'])) return reply.code(304).send();
    return respondAs(request, reply, { code: 200, json }, form, aggregatedParameters(form.version));
  });
  refuseOthers(app, url, ['GET']);
}

const ACCEPTABLE = { onRequest: checkAcceptable };
