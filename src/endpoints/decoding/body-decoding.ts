import type { TSchema } from '@sinclair/typebox';
import type { FastifyRequest, FastifySchemaCompiler, onRequestHookHandler, preValidationHookHandler } from 'fastify';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { StatusError } from '../../apimachinery/status-error.ts';
import { checkObjectAcceptable } from '../negotiation/output-format.ts';
import type { Query } from '../options/query.ts';
import { type WriteOptions, type WriteOptionsKind, writeOptions } from '../options/write-options.ts';
import { RequestDocument } from './request-document.ts';

/** A request's body on its way from bytes to object, with the options that decide how it is read. */
export interface DecodingBody {
  readonly document: RequestDocument;
  readonly options: WriteOptions;
  /** What decoding has to tell the client; filled in by the body's validator. */
  warnings: readonly string[];
}

const DECODING = 'decodingBody';

/** How the body of a route is decoded. */
export interface BodyDecoding<T> {
  readonly kind: GroupVersionKind;
  readonly optionsKind: WriteOptionsKind;
  /** Fills in what the kind's clients may leave out. */
  readonly setDefaults: (object: T) => void;
}

/**
 * The parts of a route whose body is an object. Fastify's own steps do the work: the content-type parser keeps the bytes, the
 * options are checked (a bad option outranks a broken body), and the route's body schema is compiled to its decoder in place
 * of Ajv, so that there is one way in and `request.body` is what the schema says.
 */
export function bodyDecoding<T>({ kind, optionsKind, setDefaults }: BodyDecoding<T>): {
  onRequest: onRequestHookHandler;
  preValidation: preValidationHookHandler;
  validatorCompiler: FastifySchemaCompiler<unknown>;
} {
  return {
    onRequest: checkObjectAcceptable,
    preValidation: (request, _, done) => {
      try {
        const document = documentOf(request);
        // Only what creates looks at the media type before the options.
        if (optionsKind === 'CreateOptions') document.checkMediaType();
        const options = writeOptions(request.query as Query, optionsKind);
        const decoding: DecodingBody = { document, options, warnings: [] };
        request.setDecorator(DECODING, decoding);
        request.body = decoding;
        const preparing = document.prepare(kind);
        if (preparing === undefined) done();
        else preparing.then(() => done(), done);
      } catch (error) {
        done(error as StatusError);
      }
    },
    validatorCompiler:
      ({ schema, httpPart }) =>
      (part: unknown) => {
        if (httpPart !== 'body') return true;
        const decoding = part as DecodingBody;
        const { object, warnings } = decoding.document.decode(schema as TSchema, kind, decoding.options);
        decoding.warnings = warnings;
        setDefaults(object as T);
        return { value: object };
      },
  };
}

/** The decoding of a request's body, once it has come that far. */
export function decodingOf(request: FastifyRequest): DecodingBody {
  return request.getDecorator<DecodingBody>(DECODING);
}

/** What decoding a request's body has found that the client should be told; nothing where it has not come that far. */
export function decodingWarnings(request: FastifyRequest): readonly string[] {
  // A request that could not even be routed keeps nothing.
  if (!(DECODING in request)) return [];
  return request.getDecorator<DecodingBody | undefined>(DECODING)?.warnings ?? [];
}

/** The name under which a request keeps its decoding, to be declared to Fastify. */
export const DECODING_DECORATOR = DECODING;

/** The body as it came. A request without one has an empty document. */
export function documentOf(request: FastifyRequest): RequestDocument {
  return request.body instanceof RequestDocument
    ? request.body
    : new RequestDocument(undefined, request.headers['content-type']);
}
