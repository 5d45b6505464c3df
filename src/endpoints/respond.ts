import type { FastifyReply, FastifyRequest } from 'fastify';
import { indentJson } from '../apimachinery/json/indent-json.ts';
import type { StatusError } from '../apimachinery/status-error.ts';
import { jsonToYaml } from '../apimachinery/yaml/json-to-yaml.ts';
import { MEDIA_TYPES } from './negotiation/media-types.ts';
import {
  errorFormat,
  type ObjectForm,
  type OutputFormat,
  objectFormat,
  outputFormat,
} from './negotiation/output-format.ts';
import { wantsPretty } from './negotiation/pretty.ts';
import { first, type Query } from './options/query.ts';
import { warningHeaders } from './warnings.ts';

/** An answer's body as compact JSON, with its code and what else the client should be told. */
export interface Answer {
  readonly code: number;
  readonly json: string;
  readonly warnings?: readonly string[];
  /** Writes the object of the answer in another form; absent where the answer is no object that has others. */
  readonly inForm?: (form: ObjectForm, query: Query) => string;
}

/**
 * Answers in the form that the request asks for: JSON, indented or not, or YAML; an object also as a table, or with its
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
): FastifyReply | Promise<FastifyReply> {
  const { status } = error;
  const { retryAfterSeconds } = status.details ?? {};
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return respondAs(
    request,
    reply,
    { code: status.code, json: JSON.stringify(status) },
    errorFormat(request.headers.accept),
  );
}

/** Answers in a form that was chosen already. `mediaTypeParameters`, such as `;as=Table`, end the Content-Type. */
export function respondAs(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, json, warnings = [] }: Answer,
  { format, pretty }: OutputFormat,
  mediaTypeParameters = '',
): FastifyReply | Promise<FastifyReply> {
  reply
    .code(code)
    .header('content-type', MEDIA_TYPES[format] + mediaTypeParameters)
    .serializer(asIs);
  if (format === 'yaml') return jsonToYaml(json).then((yaml) => sendText(reply, yaml, warnings));
  return sendText(reply, isIndented(request, { pretty }) ? indentJson(json) : `${json}\n`, warnings);
}

/** Whether JSON is answered indented: by the media type, the query, or what the client is. */
export function isIndented(request: FastifyRequest, { pretty }: Pick<OutputFormat, 'pretty'>): boolean {
  const query = (request.query ?? NO_QUERY) as Query;
  return pretty || wantsPretty(first(query, 'pretty'), request.headers['user-agent']);
}

function sendText(reply: FastifyReply, text: string, warnings: readonly string[]): FastifyReply {
  if (warnings.length === 0) return reply.send(text);
  // Node writes the headers in the encoding of a text that follows them, yet as Latin-1 before bytes: see warningHeaders.
  return reply.header('warning', warningHeaders(warnings)).send(Buffer.from(text));
}

// A request whose URL cannot be read has no query at all.
const NO_QUERY: Query = {};

/** Keeps Fastify from rewriting the Content-Type of a text: kube-apiserver's names no charset. */
export function asIs(text: string): string {
  return text;
}
