import type { TSchema } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { indentJson } from '../../apimachinery/json/indent-json.ts';
import type { StatusError } from '../../apimachinery/status-error.ts';
import { jsonToYaml } from '../../apimachinery/yaml/json-to-yaml.ts';
import { acceptsGzip, gzip, isWorthGzip, markGzip } from '../connection/gzip.ts';
import { MEDIA_TYPES } from '../negotiation/media-types.ts';
import {
  errorFormat,
  type ObjectForm,
  type OutputFormat,
  objectFormat,
  outputFormat,
} from '../negotiation/output-format.ts';
import { first, parseBoolean, type Query } from '../options/query.ts';
import { protobufAnswer } from './protobuf-answer.ts';
import { warningHeaders } from './warnings.ts';

/** An answer's body as compact JSON, with its code and what else the client should be told. */
export interface Answer {
  readonly code: number;
  readonly json: string;
  /** The schema of the body, by which it is written as protobuf; not needed where it is a Status. */
  readonly schema?: TSchema;
  readonly warnings?: readonly string[];
  /** Writes the object of the answer in another form; absent where the answer is no object that has others. */
  readonly inForm?: (form: ObjectForm, query: Query) => string;
}

/**
 * Answers in the form that the request asks for: JSON, indented or not, YAML or protobuf; an object also as a table, or with its
 * metadata alone.
 * @throws StatusError 406
 */
export function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): FastifyReply | Promise<FastifyReply> {
  const { accept } = request.headers;
  const { inForm } = answer;
  if (inForm === undefined) return respondAs(request, reply, answer, outputFormat(accept));
  const format = objectFormat(accept);
  if (format.form === undefined) return respondAs(request, reply, answer, format);
  return respondAs(request, reply, { ...answer, json: inForm(format.form, request.query as Query) }, format);
}

/** Answers with an error's Status, in whatever form the client can read; indented JSON where it can read none. */
export function respondError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: StatusError,
  warnings: readonly string[] = [],
): FastifyReply | Promise<FastifyReply> {
  const { status } = error;
  const { retryAfterSeconds } = status.details ?? {};
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return respondAs(
    request,
    reply,
    { code: status.code, json: JSON.stringify(status), warnings },
    errorFormat(request.headers.accept),
  );
}

/** Answers in a form that was chosen already. `mediaTypeParameters`, such as `;as=Table`, end the Content-Type. */
export function respondAs(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, json, schema, warnings = [] }: Answer,
  { format, pretty }: OutputFormat,
  mediaTypeParameters = '',
): FastifyReply | Promise<FastifyReply> {
  reply
    .code(code)
    .header('content-type', MEDIA_TYPES[format] + mediaTypeParameters)
    .serializer(asIs);
  // What is told of the kind stands first.
  if (warnings.length > 0) reply.header('warning', [reply.getHeader('warning') ?? [], warningHeaders(warnings)].flat());
  switch (format) {
    case 'yaml':
      return jsonToYaml(json).then((yaml) => sendText(request, reply, yaml, warnings));
    case 'protobuf':
      return send(request, reply, protobufAnswer(json, schema));
    default: {
      const text = isIndented(request, { pretty }) ? indentJson(json) : `${json}\n`;
      return sendText(request, reply, text, warnings);
    }
  }
}

/** Whether JSON is answered indented: by the media type, the query, or what the client is. */
export function isIndented(request: FastifyRequest, { pretty }: Pick<OutputFormat, 'pretty'>): boolean {
  const query = (request.query ?? NO_QUERY) as Query;
  return pretty || wantsPretty(first(query, 'pretty'), request.headers['user-agent']);
}

/** Where the query says nothing, it is for tools that show it to people. */
function wantsPretty(pretty: string | undefined, userAgent: string | undefined): boolean {
  if (pretty !== undefined && pretty !== '') return parseBoolean(pretty) === true;
  return userAgent !== undefined && /^(?:curl|Wget|Mozilla\/5\.0)/.test(userAgent);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string | Buffer,
): FastifyReply | Promise<FastifyReply> {
  if (!isWorthGzip(body) || !acceptsGzip(request)) return reply.send(body);
  markGzip(reply);
  return gzip(body).then((compressed) => reply.send(compressed));
}

/** Node writes headers in the encoding of a text that follows them, yet as Latin-1 before bytes: see warningHeaders. */
function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  warnings: readonly string[],
): FastifyReply | Promise<FastifyReply> {
  return send(request, reply, warnings.length === 0 ? text : Buffer.from(text));
}

// A request whose URL cannot be read has no query at all.
const NO_QUERY: Query = {};

/** Keeps Fastify from rewriting the Content-Type of a text: kube-apiserver's names no charset. */
export function asIs(text: string): string {
  return text;
}
