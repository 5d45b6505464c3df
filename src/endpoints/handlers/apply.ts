import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { jsonType } from '../../apimachinery/decode/diagnose.ts';
import { JsonSyntaxError, parseJson } from '../../apimachinery/json/parse-json.ts';
import { duplicateFields } from '../../apimachinery/patch/duplicate-fields.ts';
import { isObject, type JsonObject } from '../../apimachinery/patch/json-value.ts';
import { badRequest, withWarnings } from '../../apimachinery/status-error.ts';
import { yamlToJson } from '../../apimachinery/yaml/yaml-to-json.ts';
import { repeatedKeysError } from '../../apimachinery/yaml/yaml-values.ts';
import { applyObject } from '../../registry/apply.ts';
import type { UpdateStrategy } from '../../registry/definition/strategy.ts';
import { documentOf } from '../decoding/body-decoding.ts';
import { matchName, matchNamespace } from '../decoding/object-identity.ts';
import { type Endpoint, formSource, objectAnswer, type PathParameters, writeContextOf } from '../endpoint.ts';
import { applyOptions } from '../options/patch-options.ts';
import type { Query } from '../options/query.ts';
import { respond } from '../respond/respond.ts';

/**
 * PATCH of an object or of one of its subresources with a configuration that is applied: 200 with the object, 201 where it was
 * made; 400, 404, 409 where others own what it changes, 422, 500 for what does not fit the schema.
 */
export function applyHandler<T extends ApiObject>(
  endpoint: Endpoint<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
) {
  const source = formSource(endpoint, subresource);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parameters = request.params as PathParameters;
    const options = applyOptions(request.query as Query);
    const { fieldManager: manager, fieldValidation, force, dryRun } = options;
    const { configuration, repeatedKeys } = await parseConfiguration(documentOf(request).text);
    let told: readonly string[] = [];
    const finish = (object: T): void => {
      if (fieldValidation === 'Strict') refuse(repeatedKeys);
      if (fieldValidation === 'Warn') told = repeatedKeys;
      strategy.setDefaults(object);
      matchNamespace(object, parameters);
      matchName(object, parameters);
    };
    const apply = { name: parameters.name ?? '', subresource, strategy, configuration, force, dryRun, finish };
    const context = { ...writeContextOf(endpoint, request, options), manager };
    const { created, ...written } = await applyObject(endpoint.resource, apply, context).catch((error) => {
      throw withWarnings(error, told);
    });
    const answered = { ...written, warnings: [...told, ...written.warnings] };
    return respond(request, reply, objectAnswer(source, created ? 201 : 200, answered));
  };
}

interface Parsed {
  readonly configuration: JsonObject;
  /** What is to be said of each key that stands twice. */
  readonly repeatedKeys: readonly string[];
}

/** @throws StatusError 400 for what is no YAML, or no object. */
async function parseConfiguration(text: string): Promise<Parsed> {
  try {
    const json = parseAsJson(text);
    if (json !== undefined) return { configuration: json, repeatedKeys: [] };
    const yaml = await yamlToJson(text);
    const { value } = parseJson(yaml.text);
    if (value !== null && !isObject(value)) {
      const found = `json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
      throw new NotAnObject(`error unmarshaling JSON: while decoding JSON: ${found}`);
    }
    return { configuration: value ?? {}, repeatedKeys: yaml.repeatedKeys };
  } catch (error) {
    if (error instanceof NotAnObject) throw badRequest(`error decoding YAML: ${error.message}`);
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${error.message}`);
  }
}

class NotAnObject extends Error {}

/** Reads what is JSON at once, since reading it as YAML takes a hundred times as long; undefined for anything but a plain object. */
function parseAsJson(text: string): JsonObject | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const document = parseJson(text);
    return isObject(document.value) && duplicateFields(text, document).length === 0 ? document.value : undefined;
  } catch {
    return undefined;
  }
}

function refuse(repeatedKeys: readonly string[]): void {
  if (repeatedKeys.length === 0) return;
  throw badRequest(`error strict decoding YAML: error converting YAML to JSON: ${repeatedKeysError(repeatedKeys)}`);
}
