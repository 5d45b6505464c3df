import type { Json, JsonObject } from '../../../src/endpoints/openapi/json.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** One operation of a document, where it stands. */
export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  /** What the path says about all its methods. */
  readonly pathItem: JsonObject;
}

/** The operations of a document, in order. */
export function operationsIn(document: JsonObject): DocumentedOperation[] {
  return Object.entries(document.paths as Record<string, JsonObject>).flatMap(([path, pathItem]) =>
    Object.entries(pathItem)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ method, path, operation: operation as JsonObject, pathItem })),
  );
}

/** The schemas of a document, by name. */
export function schemasIn(document: JsonObject): Readonly<Record<string, JsonObject>> {
  return (document.components as JsonObject).schemas as Record<string, JsonObject>;
}

/** Every member of every object within a value, with its key; but for the properties of schemas, which may have any name. */
export function membersOf(value: Json | undefined): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, Json>).flatMap(([key, member]): [string, Json][] =>
    key === 'properties' && typeof member === 'object' && member !== null
      ? Object.values(member as Record<string, Json>).flatMap(membersOf)
      : [[key, member], ...membersOf(member)],
  );
}
