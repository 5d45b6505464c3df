import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Layout, listText } from './forms/list-text.ts';
import type { FormedObject, ListForm } from './forms/object-form.ts';
import { MEDIA_TYPES } from './negotiation/media-types.ts';
import type { OutputFormat } from './negotiation/output-format.ts';
import { type NextText, pacedText } from './paced-text.ts';
import { asIs, isIndented } from './respond.ts';

/** A list to be answered. */
export interface ListAnswer {
  readonly form: ListForm;
  /** The list's metadata as JSON. */
  readonly metadata: string;
  readonly objects: readonly FormedObject[];
  /** Aborts when the request's time is up: an answer under way is then cut off. */
  readonly signal: AbortSignal | undefined;
}

// Large enough that what comes with each chunk does not count, small enough that others do not wait for it: a fifth of a
// millisecond of copying.
const CHUNK_LENGTH = 64 * 1024;
// Writing YAML takes a hundred times as long.
const YAML_CHUNK_LENGTH = 2 * 1024;

/** Answers with a list: at once where it is short, otherwise in chunks that are made as the client takes them. */
export async function respondList(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, metadata, objects, signal }: ListAnswer,
  format: OutputFormat,
): Promise<FastifyReply> {
  const layout: Layout = format.format === 'yaml' ? 'yaml' : isIndented(request, format) ? 'indented' : 'compact';
  const { open, item, close } = await listText(form, metadata, objects.length === 0, layout);
  const chunkLength = layout === 'yaml' ? YAML_CHUNK_LENGTH : CHUNK_LENGTH;
  let next = 0;
  let chunk = open;
  const makeChunk: NextText = () => {
    while (chunk.length < chunkLength) {
      const object = objects[next];
      if (object === undefined) return endOfText();
      const text = item(object, next === 0);
      next += 1;
      if (typeof text !== 'string') return text.then(continueWith);
      chunk += text;
    }
    return takeChunk();
  };
  const continueWith = (text: string): ReturnType<NextText> => {
    chunk += text;
    return makeChunk();
  };
  const takeChunk = (): string => {
    const taken = chunk;
    chunk = '';
    return taken;
  };
  let ended = false;
  const endOfText = (): string | undefined => {
    if (ended) return undefined;
    ended = true;
    return takeChunk() + close;
  };
  reply.code(200).header('content-type', MEDIA_TYPES[format.format]).serializer(asIs);
  const first = (await makeChunk()) ?? '';
  return reply.send(ended ? first : pacedText(first, makeChunk, signal));
}
