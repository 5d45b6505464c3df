import type { Static, TSchema } from '@sinclair/typebox';
import { unrecognized } from '../../apimachinery/decode/check-kind.ts';
import { type DecodedObject, type DecodeOptions, decodeObject } from '../../apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { JsonSyntaxError } from '../../apimachinery/json/parse-json.ts';
import { decodeProtobuf } from '../../apimachinery/protobuf/decode-protobuf.ts';
import { yamlToJson } from '../../apimachinery/yaml/yaml-to-json.ts';
import { repeatedKeysError, type YamlValue } from '../../apimachinery/yaml/yaml-values.ts';
import { inputFormat } from '../negotiation/input-format.ts';
import type { WriteOptions } from '../options/write-options.ts';

/** A request's body as it came: its bytes and its media type. It is decoded when the request's options have been checked. */
export class RequestDocument {
  readonly #contentType: string | undefined;
  readonly #bytes: Buffer;
  #text: string | undefined;
  #isProtobuf = false;
  #yaml: YamlValue | undefined;

  constructor(bytes: Buffer = NO_BYTES, contentType: string | undefined) {
    this.#bytes = bytes;
    this.#contentType = contentType;
  }

  /** The body as it came. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The body as UTF-8 text, where bytes that are none have become U+FFFD, as in Go; '' where the request has none. */
  get text(): string {
    this.#text ??= this.#bytes.toString();
    return this.#text;
  }

  /** The media type alone, as it was written; '' where the request does not say. */
  get mediaType(): string {
    return this.#contentType?.split(';', 1)[0] ?? '';
  }

  /** @throws StatusError 415 for a media type that is not read here. */
  checkMediaType(): void {
    inputFormat(this.#contentType);
  }

  /**
   * Makes the document ready to be decoded as an object of `kind`, which takes time where it is YAML.
   * @throws StatusError 415 for a media type that is not read here, 400 for what is no YAML.
   */
  prepare(kind: GroupVersionKind): Promise<void> | undefined {
    const format = inputFormat(this.#contentType);
    if (format === 'yaml') return this.#convert(kind);
    this.#isProtobuf = format === 'protobuf';
    return undefined;
  }

  /**
   * Decodes the prepared document as an object of `kind`. Each call makes an object of its own.
   * @throws StatusError 400 for what decodeObject or decodeProtobuf refuses.
   */
  decode<T extends TSchema>(
    schema: T,
    kind: GroupVersionKind,
    { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
  ): DecodedObject<Static<T>> {
    if (this.#isProtobuf) return { object: decodeProtobuf(schema, kind, this.#bytes), warnings: [] };
    if (this.#yaml === undefined) return decodeObject(schema, kind, this.text, { fieldValidation });
    const { text, repeatedKeys } = this.#yaml;
    const strictErrors = strictErrorsOf(repeatedKeys);
    return decodeObject(schema, kind, text, { fieldValidation, original: this.text, ...strictErrors });
  }

  async #convert(kind: GroupVersionKind): Promise<void> {
    try {
      this.#yaml = await yamlToJson(this.text);
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      throw unrecognized(kind, error.message, this.#bytes);
    }
  }
}

const NO_BYTES = Buffer.alloc(0);

function strictErrorsOf(repeatedKeys: readonly string[]): Pick<DecodeOptions, 'strictErrors'> {
  if (repeatedKeys.length === 0) return {};
  return { strictErrors: { each: repeatedKeys, joined: repeatedKeysError(repeatedKeys) } };
}
