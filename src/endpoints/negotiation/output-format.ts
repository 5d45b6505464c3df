import type { onRequestHookHandler } from 'fastify';
import { notAcceptable, onlyAccepted, type StatusError } from '../../apimachinery/status-error.ts';
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
const FORMATS = Object.keys(MEDIA_TYPES) as readonly Format[];
const REPRESENTATIONS = Object.values(MEDIA_TYPES);

/** How watches are answered, beside the media type. YAML cannot be cut into events. */
export const STREAM_REPRESENTATIONS: readonly string[] = [MEDIA_TYPES.json, MEDIA_TYPES.protobuf].map(
  (type) => `${type};stream=watch`,
);

// Clients send the same few headers over and over; this many are remembered.
const REMEMBERED = 256;
type Remembered = Map<string, OutputFormat | (() => StatusError)>;
const rememberedNames = new Map<string, boolean>();
const rememberedPlain: Remembered = new Map();
const rememberedObjects: Remembered = new Map();
const rememberedWatchLists: Remembered = new Map();

/**
 * Chooses the form of an answer. A clause that asks for something else than what is answered (`as=Table`) is passed
 * over, so that the next one counts.
 * @throws StatusError 406 where nothing that the client accepts is served.
 */
export function outputFormat(accept: string | undefined): OutputFormat {
  return chosenFrom(accept, rememberedPlain, noForm);
}

/** The same for answers that are objects or lists of them, which are also offered as tables and as metadata alone. */
export function objectFormat(accept: string | undefined): OutputFormat {
  return chosenFrom(accept, rememberedObjects, formOf);
}

/** The same for lists that come as watches (KEP-3157), which are not offered as tables. */
export function watchListFormat(accept: string | undefined): OutputFormat {
  return chosenFrom(accept, rememberedWatchLists, (clause, format) => {
    const form = formOf(clause, format);
    return form?.kind === 'Table' ? undefined : form;
  });
}

function chosenFrom(accept: string | undefined, remembered: Remembered, form: ReadForm): OutputFormat {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === 'application/json') return PLAIN_JSON;
  const chosen = remember(
    remembered,
    accept,
    (clauses) => best(clauses, form) ?? (() => onlyAccepted(REPRESENTATIONS)),
  );
  if (typeof chosen === 'function') throw chosen();
  return chosen;
}

function remember<T extends object | boolean>(
  remembered: Map<string, T>,
  accept: string,
  make: (clauses: readonly MediaRange[]) => T,
): T {
  const known = remembered.get(accept);
  if (known !== undefined) return known;
  const made = make(accept.split(',').map(parseMediaRange));
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(accept, made);
  return made;
}

/** The form of an error's answer, which is never refused: indented JSON where the client accepts nothing that is served. */
export function errorFormat(accept: string | undefined): OutputFormat {
  if (accept === undefined || accept === '') return PLAIN_JSON;
  return best(accept.split(',').map(parseMediaRange), noForm) ?? { format: 'json', pretty: true };
}

type ReadForm = (clause: MediaRange, format: Format) => ObjectForm | undefined;

function best(clauses: readonly MediaRange[], readForm: ReadForm): OutputFormat | undefined {
  for (const clause of byQuality(clauses)) {
    const { type, parameters } = clause;
    const pretty = parameters.get('pretty') === '1';
    for (const format of FORMATS) {
      if (type !== '*/*' && type !== 'application/*' && type !== MEDIA_TYPES[format]) continue;
      if (!allowsParameters(format, parameters)) continue;
      if (!CONVERSION.some((name) => parameters.has(name))) return { format, pretty };
      const form = readForm(clause, format);
      if (form !== undefined) return { format, pretty, form };
    }
  }
  return undefined;
}

/** Whether a format is offered as a clause wants it: as a stream of events, which is how watches answer, or in a version. */
function allowsParameters(format: Format, parameters: MediaRange['parameters']): boolean {
  const stream = parameters.get('stream') ?? '';
  if (stream !== '' && (stream !== 'watch' || format === 'yaml')) return false;
  return ['', 'v1'].includes(parameters.get('sv') ?? '');
}

// The parameters that name the form of an object.
const CONVERSION = ['as', 'g', 'v'];

function noForm(): undefined {
  return undefined;
}

function formOf({ parameters }: MediaRange, format: Format): ObjectForm | undefined {
  const kind = FORMS.find((form) => form === parameters.get('as'));
  const version = parameters.get('v') ?? '';
  if (kind === undefined || parameters.get('g') !== 'meta.k8s.io' || !FORM_VERSIONS.includes(version)) return undefined;
  // Tables have no protobuf form.
  if (kind === 'Table' && format === 'protobuf') return undefined;
  return { kind, apiVersion: `meta.k8s.io/${version}` };
}

/**
 * Clauses in the order in which kube-apiserver tries them: by `q`, yet what is named goes before the wildcards in front of it
 * whatever its `q` (goautoneg).
 */
export function byQuality(clauses: readonly MediaRange[]): MediaRange[] {
  const sorted = clauses.map(ranked);
  // This order is none that a sort may rely on, so the way to get there counts: by insertion.
  for (let end = 1; end < sorted.length; end += 1) {
    for (let at = end; at > 0; at -= 1) {
      const [before, clause] = [sorted[at - 1] as Ranked, sorted[at] as Ranked];
      if (!goesBefore(clause, before)) break;
      sorted[at - 1] = clause;
      sorted[at] = before;
    }
  }
  return sorted.map(({ clause }) => clause);
}

/** A clause with what its place hangs on, read once: a header may have a thousand clauses. */
interface Ranked {
  readonly clause: MediaRange;
  readonly quality: number;
  readonly isAnyType: boolean;
  readonly isAnySubtype: boolean;
}

function ranked(clause: MediaRange): Ranked {
  const { type, parameters } = clause;
  const q = parameters.get('q') ?? '';
  return {
    clause,
    quality: q === '' ? 1 : Number(q) || 0,
    isAnyType: type.startsWith('*'),
    isAnySubtype: type.endsWith('/*'),
  };
}

function goesBefore(a: Ranked, b: Ranked): boolean {
  if (a.quality > b.quality) return true;
  if (!a.isAnyType && b.isAnyType) return true;
  return !a.isAnySubtype && b.isAnySubtype;
}

/** Refuses a request whose answer its client would not accept, before anything is done: 406. */
export const checkAcceptable = accepting(outputFormat, REPRESENTATIONS);

/** The same for routes whose answers are objects or lists of them. */
export const checkObjectAcceptable = accepting(objectFormat, REPRESENTATIONS);

/** The same for routes whose answers are lists or watches. */
export const checkListAcceptable = accepting(objectFormat, [...REPRESENTATIONS, ...STREAM_REPRESENTATIONS]);

/** Two filters, as in kube-apiserver: a route wants one of its media types by name, or any; then their parameters count. */
function accepting(
  choice: (accept: string | undefined) => OutputFormat,
  representations: readonly string[],
): onRequestHookHandler {
  return (request, _, done) => {
    try {
      const { accept = '' } = request.headers;
      if (accept !== '' && !namesAny(accept)) throw notAcceptable(representations);
      choice(accept);
      done();
    } catch (error) {
      done(error as StatusError);
    }
  };
}

function namesAny(accept: string): boolean {
  if (accept === MEDIA_TYPES.json) return true;
  return remember(rememberedNames, accept, (clauses) =>
    clauses.some(({ type }) => type === '*/*' || REPRESENTATIONS.includes(type)),
  );
}
