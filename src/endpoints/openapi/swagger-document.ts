import type { Steps } from '../../time/steps.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import type { Json, JsonObject } from './json.ts';
import { kubernetesPaths } from './kubernetes-documents.ts';
import { indexSchemas, schemasOf } from './named-schemas.ts';
import { SchemaWriter } from './schema-writer.ts';
import { swaggerDialect } from './swagger-dialect.ts';

/**
 * The document at `/openapi/v2`: everything that `/openapi/v3` describes, in OpenAPI 2.0 and in one piece, as kube-apiserver
 * writes it, made path by path. `version` is that of the server.
 */
export function* swaggerDocument(resources: readonly ServedResource[], version: string): Steps<JsonObject> {
  const schemas = new SchemaWriter(indexSchemas(resources.flatMap(schemasOf)), swaggerDialect);
  yield;
  const paths: Record<string, JsonObject> = {};
  for (const makePaths of kubernetesPaths(resources).values()) {
    for (const [path, item] of makePaths(schemas)) {
      paths[path] = pathItem(item);
      yield;
    }
  }
  return { swagger: '2.0', info: { title: 'Kubernetes', version }, paths, definitions: schemas.components() };
}

function pathItem({ parameters, ...methods }: JsonObject): JsonObject {
  const operations = Object.entries(methods).map(([method, described]) => [method, operation(described as Described)]);
  const shared = (parameters ?? []) as readonly Parameter[];
  return { ...Object.fromEntries(operations), ...(shared.length > 0 && { parameters: shared.map(parameter) }) };
}

interface Parameter extends JsonObject {
  readonly schema: JsonObject;
}

type Content = Readonly<Record<string, { readonly schema: JsonObject }>>;

interface Described extends JsonObject {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: JsonObject & { readonly content: Content };
  readonly responses: Readonly<Record<string, JsonObject & { readonly content?: Content }>>;
}

function operation({ parameters = [], requestBody, responses, ...rest }: Described): JsonObject {
  const answers = Object.entries(responses).map(([code, { content, description }]): [string, JsonObject] => [
    code,
    { description, ...(content !== undefined && { schema: schemaOf(content) }) },
  ]);
  const produced = Object.values(responses).flatMap(({ content = {} }) => Object.keys(content));
  const all = [...(requestBody === undefined ? [] : [bodyParameter(requestBody)]), ...parameters.map(parameter)];
  return {
    ...rest,
    ...(requestBody !== undefined && { consumes: Object.keys(requestBody.content) }),
    produces: [...new Set(produced)],
    ...(all.length > 0 && { parameters: all }),
    responses: Object.fromEntries(answers),
  };
}

function bodyParameter({ content, required }: JsonObject & { readonly content: Content }): JsonObject {
  return { name: 'body', in: 'body', ...(required === true && { required }), schema: schemaOf(content) };
}

function parameter({ schema, ...rest }: Parameter): JsonObject {
  return { ...rest, ...schema, uniqueItems: true };
}

/** The schema of a body, which is the same in every media type. */
function schemaOf(content: Content): Json {
  const [first] = Object.values(content);
  return first?.schema ?? {};
}
