import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { notAcceptable } from '../../apimachinery/status-error.ts';
import { inTurns, type Steps } from '../../time/steps.ts';
import type { Turns } from '../../time/turns.ts';
import { acceptsGzip, gzip } from '../connection/gzip.ts';
import { parseMediaRange } from '../negotiation/media-types.ts';
import { byQuality } from '../negotiation/output-format.ts';
import { first, type Query } from '../options/query.ts';
import { documentHash, isNamedBy } from '../respond/entity-tag.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import { clientDocument } from './client-document.ts';
import type { JsonObject } from './json.ts';
import { kubernetesDocuments } from './kubernetes-documents.ts';
import { openapiYaml } from './openapi-yaml.ts';
import { swaggerDocument } from './swagger-document.ts';
import { swaggerProtobuf } from './swagger-protobuf.ts';

/** The versions that the documents name: of the product, and of the Kubernetes API with the product behind a plus sign. */
export interface DocumentVersions {
  readonly version: string;
  readonly gitVersion: string;
}

/**
 * Installs `/openapi.yaml`, `/openapi/v2` and `/openapi/v3`. Documents are made when they are first asked for, in `turns`, and kept
 * as bytes.
 */
export function installOpenapi(
  app: FastifyInstance,
  resources: readonly ServedResource[],
  { version, gitVersion }: DocumentVersions,
  turns: Turns,
): void {
  const once = (make: () => Steps<string | Buffer>): (() => Promise<Document>) => {
    let made: Promise<Document> | undefined;
    return () => {
      made ??= inTurns(make(), turns).then(asDocument);
      return made;
    };
  };
  // HEAD too, as kube-apiserver answers it here.
  const read = (url: string, handler: RouteHandlerMethod) => app.route({ method: ['GET', 'HEAD'], url, handler });
  let yaml: Promise<Document> | undefined;
  read('/openapi.yaml', async (request, reply) => {
    yaml ??= openapiYaml(clientDocument(resources, version)).then(asDocument);
    return send(request, reply, await yaml, 'application/yaml');
  });

  const swagger = once(function* () {
    return JSON.stringify(yield* swaggerDocument(resources, gitVersion));
  });
  const protobuf = once(function* () {
    return swaggerProtobuf(yield* swaggerDocument(resources, gitVersion));
  });
  read('/openapi/v2', async (request, reply) => {
    reply.header('vary', ['Accept-Encoding', 'Accept']);
    const type = preferred(request.headers.accept, [JSON_TYPE, ...SWAGGER_PROTOBUF_TYPES]);
    if (type === undefined) throw notAcceptable([JSON_TYPE, SWAGGER_PROTOBUF]);
    return type === JSON_TYPE
      ? sendGzip(request, reply, await swagger(), JSON_TYPE)
      : sendGzip(request, reply, await protobuf(), SWAGGER_PROTOBUF);
  });

  const documents = new Map(
    [...kubernetesDocuments(resources, gitVersion)].map(([path, make]) => [
      path,
      once(function* () {
        return JSON.stringify(yield* make());
      }),
    ]),
  );
  let index: Promise<Document> | undefined;
  read(BASE, async (request, reply) => {
    index ??= indexOf(documents);
    return send(request, reply, await index, JSON_TYPE);
  });
  read(`${BASE}/*`, async (request, reply) => {
    const path = (request.params as { '*': string })['*'].replace(/\/$/, '');
    const document = await documents.get(path)?.();
    if (document === undefined) return reply.callNotFound();
    if (preferred(request.headers.accept, [JSON_TYPE]) === undefined) throw notAcceptable([JSON_TYPE]);
    reply.header('vary', 'Accept');
    const hash = first(request.query as Query, 'hash') ?? '';
    if (hash !== '' && hash !== document.hash) return reply.redirect(hashedUrl(path, document), 301);
    // What a hash names never changes, so that clients may keep it.
    if (hash !== '') reply.header('cache-control', 'public, immutable').header('expires', nextYear());
    return send(request, reply, document, JSON_TYPE);
  });
}

interface Document {
  readonly bytes: Buffer;
  readonly hash: string;
  /** The bytes compressed, once for all who ask. */
  readonly compressed: () => Promise<Buffer>;
}

const BASE = '/openapi/v3';
const JSON_TYPE = 'application/json';
const SWAGGER_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
// Clients ask with an `@`, which is no character of a media type (RFC 9110) and so never answered.
const SWAGGER_PROTOBUF_TYPES = ['application/com.github.proto-openapi.spec.v2@v1.0+protobuf', SWAGGER_PROTOBUF];

/** Sends a document compressed where the client accepts it, which kube-apiserver does with version 2 alone. */
async function sendGzip(
  request: FastifyRequest,
  reply: FastifyReply,
  document: Document,
  type: string,
): Promise<FastifyReply> {
  if (!acceptsGzip(request)) return send(request, reply, document, type);
  const bytes = await document.compressed();
  return send(request, reply.header('content-encoding', 'gzip'), { ...document, bytes }, type);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, hash }: Pick<Document, 'bytes' | 'hash'>,
  type: string,
): FastifyReply {
  const tag = `"${hash}"`;
  reply.header('etag', tag);
  if (isNamedBy(tag, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.header('content-type', type).send(bytes);
}

/** The document that names all others with their hashes. */
async function indexOf(documents: ReadonlyMap<string, () => Promise<Document>>): Promise<Document> {
  const paths: Record<string, JsonObject> = {};
  for (const [path, document] of documents) paths[path] = { serverRelativeURL: hashedUrl(path, await document()) };
  return asDocument(JSON.stringify({ paths }));
}

function hashedUrl(path: string, { hash }: Document): string {
  return `${BASE}/${path}?hash=${hash}`;
}

function asDocument(content: string | Buffer): Document {
  const bytes = Buffer.from(content);
  let compressed: Promise<Buffer> | undefined;
  return {
    bytes,
    hash: documentHash(content),
    compressed: () => {
      compressed ??= gzip(bytes);
      return compressed;
    },
  };
}

/** The first of `offered` that the clause takes which the client likes best; undefined where none takes any. */
function preferred(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept === '') return offered[0];
  return byQuality(accept.split(',').map(parseMediaRange))
    .map(({ type }) => offered.find((candidate) => [candidate, 'application/*', '*/*'].includes(type)))
    .find((found) => found !== undefined);
}

// The longest that RFC 9110's predecessors let a document be kept.
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

function nextYear(): string {
  return new Date(Date.now() + YEAR_MS).toUTCString();
}
