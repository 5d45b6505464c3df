import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { notAcceptable } from '../../apimachinery/status-error.ts';
import { documentHash, isNamedBy } from '../entity-tag.ts';
import { parseMediaRange } from '../negotiation/media-types.ts';
import { first, type Query } from '../options/query.ts';
import { asIs } from '../respond.ts';
import type { ServedResource } from '../served-resource.ts';
import { clientDocument } from './client-document.ts';
import type { JsonObject } from './json.ts';
import { kubernetesDocuments } from './kubernetes-documents.ts';
import { openapiYaml } from './openapi-yaml.ts';

/** The versions that the documents name: of the product, and of the Kubernetes API with the product behind a plus sign. */
export interface DocumentVersions {
  readonly version: string;
  readonly gitVersion: string;
}

/** Installs `/openapi.yaml` and `/openapi/v3`. Documents are made when they are first asked for, and kept as text. */
export function installOpenapi(
  app: FastifyInstance,
  resources: readonly ServedResource[],
  { version, gitVersion }: DocumentVersions,
): void {
  // HEAD too, as kube-apiserver answers it here.
  const read = (url: string, handler: RouteHandlerMethod) => app.route({ method: ['GET', 'HEAD'], url, handler });
  let yaml: Promise<Document> | undefined;
  read('/openapi.yaml', async (request, reply) => {
    yaml ??= openapiYaml(clientDocument(resources, version)).then(asDocument);
    return send(request, reply, await yaml, 'application/yaml');
  });

  const documents = new Map([...kubernetesDocuments(resources, gitVersion)].map(([path, make]) => [path, once(make)]));
  let index: Document | undefined;
  read(BASE, (request, reply) => {
    index ??= asDocument(JSON.stringify({ paths: Object.fromEntries([...documents].map(entry)) }));
    return send(request, reply, index, JSON_TYPE);
  });
  read(`${BASE}/*`, (request, reply) => {
    const path = (request.params as { '*': string })['*'].replace(/\/$/, '');
    const document = documents.get(path)?.();
    if (document === undefined) return reply.callNotFound();
    if (!acceptsJson(request.headers.accept)) throw notAcceptable([JSON_TYPE]);
    reply.header('vary', 'Accept');
    const hash = first(request.query as Query, 'hash') ?? '';
    if (hash !== '' && hash !== document.hash) return reply.redirect(hashedUrl(path, document), 301);
    // What a hash names never changes, so that clients may keep it.
    if (hash !== '') reply.header('cache-control', 'public, immutable').header('expires', nextYear());
    return send(request, reply, document, JSON_TYPE);
  });
}

interface Document {
  readonly text: string;
  readonly hash: string;
}

const BASE = '/openapi/v3';
const JSON_TYPE = 'application/json';

function send(request: FastifyRequest, reply: FastifyReply, { text, hash }: Document, type: string): FastifyReply {
  const tag = `"${hash}"`;
  reply.header('etag', tag);
  if (isNamedBy(tag, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.header('content-type', type).serializer(asIs).send(text);
}

function entry([path, document]: readonly [string, () => Document]): [string, JsonObject] {
  return [path, { serverRelativeURL: hashedUrl(path, document()) }];
}

function hashedUrl(path: string, { hash }: Document): string {
  return `${BASE}/${path}?hash=${hash}`;
}

function asDocument(text: string): Document {
  return { text, hash: documentHash(text) };
}

function once(make: () => JsonObject): () => Document {
  let made: Document | undefined;
  return () => {
    made ??= asDocument(JSON.stringify(make()));
    return made;
  };
}

function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return true;
  return accept.split(',').some((clause) => [JSON_TYPE, 'application/*', '*/*'].includes(parseMediaRange(clause).type));
}

// The longest that RFC 9110's predecessors let a document be kept.
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

function nextYear(): string {
  return new Date(Date.now() + YEAR_MS).toUTCString();
}
