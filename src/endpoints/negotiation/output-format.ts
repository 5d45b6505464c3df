import type { onRequestHookHandler } from 'fastify';
import { notAcceptable, type StatusError } from '../../apimachinery/status-error.ts';
import { type Format, MEDIA_TYPES, type MediaRange, parseMediaRange } from './media-types.ts';

/** What an answer looks like, as far as the Accept header decides it. */
export interface OutputFormat {
  readonly format: Format;
  /** `pretty=1` beside the media type. */
  readonly pretty: boolean;
}

const PLAIN_JSON: OutputFormat = { format: 'json', pretty: false };
const SERVED = Object.values(MEDIA_TYPES);
// kube-apiserver's message, which names protobuf too.
const REPRESENTATIONS = [...SERVED, 'application/vnd.kubernetes.protobuf'];

// Clients send the same few headers over and over; this many are remembered.
const REMEMBERED = 256;
const remembered = new Map<string, OutputFormat | undefined>();

/**
 * Chooses the form of an answer. A clause that asks for something else than the object itself (`as=Table`) is passed
 * over, so that the next one counts.
 * @throws StatusError 406 where nothing that the client accepts is served; `application/*` is not enough, as in kube-apiserver.
 */
export function outputFormat(accept: string | undefined): OutputFormat {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === 'application/json') return PLAIN_JSON;
  let chosen = remembered.get(accept);
  if (chosen === undefined && !remembered.has(accept)) {
    chosen = choose(accept);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(accept, chosen);
  }
  if (chosen === undefined) throw notAcceptable(REPRESENTATIONS);
  return chosen;
}

/** The form of an error's answer, which is never refused: indented JSON where the client accepts nothing that is served. */
export function errorFormat(accept: string | undefined): OutputFormat {
  if (accept === undefined || accept === '') return PLAIN_JSON;
  return best(accept.split(',').map(parseMediaRange)) ?? { format: 'json', pretty: true };
}

function choose(accept: string): OutputFormat | undefined {
  const clauses = accept.split(',').map(parseMediaRange);
  // Two filters, as in kube-apiserver: the route wants one of its media types by name, or */*.
  if (!clauses.some(({ type }) => type === '*/*' || SERVED.includes(type))) return undefined;
  return best(clauses);
}

function best(clauses: readonly MediaRange[]): OutputFormat | undefined {
  for (const clause of byQuality(clauses)) {
    const format = formatOf(clause);
    if (format !== undefined) return { format, pretty: clause.parameters.get('pretty') === '1' };
  }
  return undefined;
}

/** Clauses in the order in which the client prefers them (`q`, RFC 9110). */
export function byQuality(clauses: readonly MediaRange[]): MediaRange[] {
  const quality = ({ parameters }: MediaRange): number => Number(parameters.get('q') ?? 1) || 0;
  return clauses.toSorted((a, b) => quality(b) - quality(a));
}

function formatOf({ type, parameters }: MediaRange): Format | undefined {
  if (parameters.has('as') || parameters.has('stream')) return undefined;
  if (type === '*/*' || type === 'application/*' || type === MEDIA_TYPES.json) return 'json';
  return type === MEDIA_TYPES.yaml ? 'yaml' : undefined;
}

/** Refuses a request whose answer its client would not accept, before anything is done: 406. */
export const checkAcceptable: onRequestHookHandler = (request, _, done) => {
  try {
    outputFormat(request.headers.accept);
    done();
  } catch (error) {
    done(error as StatusError);
  }
};
