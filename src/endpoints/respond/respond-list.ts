import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip, GZIP_THRESHOLD, gzip, gzipStream, isWorthGzip, markGzip } from '../connection/gzip.ts';
import { bytesOf, type Piece, type Pieces, pacedBody } from '../connection/paced-body.ts';
import { textWriter } from '../filters/heavy-texts.ts';
import { MEDIA_TYPES } from '../negotiation/media-types.ts';
import type { OutputFormat } from '../negotiation/output-format.ts';
import { type ListContent, protobufPieces, textPieces } from './forms/list-pieces.ts';
import { asIs, isIndented } from './respond.ts';

/** A list to be answered. */
export interface ListAnswer extends ListContent {
  /** Aborts when the request's time is up: an answer under way is then cut off. */
  readonly signal: AbortSignal | undefined;
}

/** Answers with a list: at once where it is short, otherwise in pieces that are made as the client takes them. */
export async function respondList(
  request: FastifyRequest,
  reply: FastifyReply,
  list: ListAnswer,
  format: OutputFormat,
): Promise<FastifyReply> {
  const pieces = await piecesOf(request, reply, list, format);
  reply.code(200).header('content-type', MEDIA_TYPES[format.format]).serializer(asIs);
  const mayCompress = acceptsGzip(request);
  const first = await beginning(pieces, mayCompress ? GZIP_THRESHOLD : 0);
  const compress = mayCompress && isWorthGzip(first);
  if (compress) markGzip(reply);
  if (pieces.ended) return reply.send(compress ? await gzip(first) : first);
  const body = pacedBody(first, pieces, list.signal);
  return reply.send(compress ? gzipStream(body) : body);
}

function piecesOf(
  request: FastifyRequest,
  reply: FastifyReply,
  list: ListAnswer,
  format: OutputFormat,
): Promise<Pieces> {
  const { schema } = list.form;
  const layout = format.format === 'yaml' ? 'yaml' : isIndented(request, format) ? 'indented' : 'compact';
  const isProtobuf = format.format === 'protobuf' && schema !== undefined;
  const signal = layout === 'compact' && !isProtobuf ? list.signal : whileWanted(reply, list.signal);
  const writer = textWriter(request.server, signal);
  return isProtobuf ? protobufPieces(list, schema, writer, signal) : textPieces(list, layout, writer);
}

/** Aborts as `signal` does, and where the client has left. */
function whileWanted({ raw }: FastifyReply, signal: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => controller.abort());
  return signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
}

/** The beginning of a body: longer than `length`, unless that is all there is. */
async function beginning(pieces: Pieces, length: number): Promise<Piece> {
  const made = [(await pieces.next()) ?? ''];
  let total = made[0]?.length ?? 0;
  while (!pieces.ended && total <= length) {
    await nextTurn();
    const piece = (await pieces.next()) ?? '';
    made.push(piece);
    total += piece.length;
  }
  const [only] = made;
  if (made.length === 1 && only !== undefined) return only;
  return made.every((piece) => typeof piece === 'string') ? made.join('') : Buffer.concat(made.map(bytesOf));
}
