import type { onRequestHookHandler } from 'fastify';
import { notAcceptable, type StatusError } from '../../apimachinery/status-error.ts';
import { type Format, MEDIA_TYPES, type MediaRange, parseMediaRange } from './media-types.ts';

/** What an answer looks like, as far as the Accept header decides it. */
export interface OutputFormat {
  readonly format: Format;
  /** `pretty=1` beside the media type. */
  readonly pretty: boolean;
  /** Where objects are wanted in another form than their own; absent where they are not, or where that is not offered. */
  readonly form?: ObjectForm;
}

/** Another form of an object or a list: `as=Table;v=v1;g=meta.k8s.io` beside the media type. */
export interface ObjectForm {
  readonly kind: (typeof FORMS)[number];
  /** `meta.k8s.io/v1` or its predecessor. */
  readonly apiVersion: string;
}

const FORMS = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'] as const;
const FORM_VERSIONS = ['v1', 'v1beta1'];

const PLAIN_JSON: OutputFormat = { format: 'json', pretty: false };
const SERVED = [MEDIA_TYPES.json, MEDIA_TYPES.yaml];
const REPRESENTATIONS = Object.values(MEDIA_TYPES);

// Clients send the same few headers over and over; this many are remembered.
const REMEMBERED = 256;
type Remembered = Map<string, OutputFormat | undefined>;
const rememberedPlain: Remembered = new Map();
const rememberedObjects: Remembered = new Map();

/**
 * Chooses the form of an answer. A clause that asks for something else than what is answered (`as=Table`) is passed
 * over, so that the next one counts.
 * @throws StatusError 406 where nothing that the client accepts is served; `application/*` is not enough, as in kube-apiserver.
 */
export function outputFormat(accept: string | undefined): OutputFormat {
  return chosenFrom(accept, rememberedPlain, noForm);
}

/** The same for answers that are objects or lists of them, which are also offered as tables and as metadata alone. */
export function objectFormat(accept: string | undefined): OutputFormat {
  return chosenFrom(accept, rememberedObjects, formOf);
}

function chosenFrom(accept: string | undefined, remembered: Remembered, form: ReadForm): OutputFormat {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === 'application/json') return PLAIN_JSON;
  let chosen = remembered.get(accept);
  if (chosen === undefined && !remembered.has(accept)) {
    chosen = choose(accept, form);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(accept, chosen);
  }
  if (chosen === undefined) throw notAcceptable(REPRESENTATIONS);
  return chosen;
}

/** The form of an error's answer, which is never refused: indented JSON where the client accepts nothing that is served. */
export function errorFormat(accept: string | undefined): OutputFormat {
  if (accept === undefined || accept === '') return PLAIN_JSON;
  return best(accept.split(',').map(parseMediaRange), noForm) ?? { format: 'json', pretty: true };
}

type ReadForm = (clause: MediaRange) => ObjectForm | undefined;

function choose(accept: string, form: ReadForm): OutputFormat | undefined {
  const clauses = accept.split(',').map(parseMediaRange);
  // Two filters, as in kube-apiserver: the route wants one of its media types by name, or */*.
  if (!clauses.some(({ type }) => type === '*/*' || SERVED.includes(type))) return undefined;
  return best(clauses, form);
}

function best(clauses: readonly MediaRange[], readForm: ReadForm): OutputFormat | undefined {
  for (const clause of byQuality(clauses)) {
    const format = formatOf(clause);
    if (format === undefined) continue;
    const pretty = clause.parameters.get('pretty') === '1';
    if (!clause.parameters.has('as')) return { format, pretty };
    const form = readForm(clause);
    if (form !== undefined) return { format, pretty, form };
  }
  return undefined;
}

function noForm(): undefined {
  return undefined;
}

function formOf({ parameters }: MediaRange): ObjectForm | undefined {
  const kind = FORMS.find((form) => form === parameters.get('as'));
  const version = parameters.get('v') ?? '';
  if (kind === undefined || parameters.get('g') !== 'meta.k8s.io' || !FORM_VERSIONS.includes(version)) return undefined;
  return { kind, apiVersion: `meta.k8s.io/${version}` };
}

/** Clauses in the order in which the client prefers them (`q`, RFC 9110). */
export function byQuality(clauses: readonly MediaRange[]): MediaRange[] {
  const quality = ({ parameters }: MediaRange): number => Number(parameters.get('q') ?? 1) || 0;
  return clauses.toSorted((a, b) => quality(b) - quality(a));
}

function formatOf({ type, parameters }: MediaRange): Format | undefined {
  if (parameters.has('stream')) return undefined;
  if (type === '*/*' || type === 'application/*' || type === MEDIA_TYPES.json) return 'json';
  return type === MEDIA_TYPES.yaml ? 'yaml' : undefined;
}

/** Refuses a request whose answer its client would not accept, before anything is done: 406. */
export const checkAcceptable = accepting(outputFormat);

/** The same for routes whose answers are objects or lists of them. */
export const checkObjectAcceptable = accepting(objectFormat);

function accepting(choice: (accept: string | undefined) => OutputFormat): onRequestHookHandler {
  return (request, _, done) => {
    try {
      choice(request.headers.accept);
      done();
    } catch (error) {
      done(error as StatusError);
    }
  };
}
