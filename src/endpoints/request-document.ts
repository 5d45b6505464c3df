import type { Static, TSchema } from '@sinclair/typebox';
import { type DecodedObject, decodeObject } from '../apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../apimachinery/group-version-kind.ts';
import { JsonSyntaxError } from '../apimachinery/json/parse-json.ts';
import { badRequest } from '../apimachinery/status-error.ts';
import { yamlToJson } from '../apimachinery/yaml/yaml-to-json.ts';
import { inputFormat } from './negotiation/input-format.ts';
import { parseMediaRange } from './negotiation/media-types.ts';
import type { WriteOptions } from './options/write-options.ts';

/** A request's body as it came: its text and its media type. It is decoded when the request's options have been checked. */
export class RequestDocument {
  readonly #contentType: string | undefined;
  readonly #text: string;
  #json: { readonly text: string; readonly strictErrors: readonly string[] } | undefined;

  constructor(text: string, contentType: string | undefined) {
    this.#text = text;
    this.#contentType = contentType;
  }

  /** The body as it came; '' where the request has none. */
  get text(): string {
    return this.#text;
  }

  /** The media type alone, in lower case; '' where the request does not say. */
  get mediaType(): string {
    return this.#contentType === undefined ? '' : parseMediaRange(this.#contentType).type;
  }

  /**
   * Makes the document ready to be decoded as an object of `kind`, which takes time where it is YAML.
   * @throws StatusError 415 for a media type that is not read here, 400 for what is no YAML.
   */
  prepare(kind: GroupVersionKind): Promise<void> | undefined {
    if (inputFormat(this.#contentType) === 'yaml') return this.#convert(kind);
    this.#json = { text: this.#text, strictErrors: [] };
    return undefined;
  }

  /**
   * Decodes the prepared document as an object of `kind`. Each call makes an object of its own.
   * @throws StatusError 400 for what decodeObject refuses.
   */
  decode<T extends TSchema>(
    schema: T,
    kind: GroupVersionKind,
    { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
  ): DecodedObject<Static<T>> {
    const { text, strictErrors } = this.#json ?? { text: this.#text, strictErrors: [] };
    return decodeObject(schema, kind, text, { fieldValidation, strictErrors });
  }

  async #convert(kind: GroupVersionKind): Promise<void> {
    try {
      this.#json = await yamlToJson(this.#text);
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      throw badRequest(
        `the object provided is unrecognized (must be of type ${kind.kind}): couldn't get version/kind; error converting YAML to JSON: ${error.message}`,
      );
    }
  }
}
