/** A value of an OpenAPI document. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of an OpenAPI document; a member that is undefined is left out when the document is written. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
