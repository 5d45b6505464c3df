import type { Json, JsonObject } from '../../../src/endpoints/openapi/json.ts';
import { kubernetesDocuments } from '../../../src/endpoints/openapi/kubernetes-documents.ts';
import { swaggerDocument } from '../../../src/endpoints/openapi/swagger-document.ts';
import type { Steps } from '../../../src/time/steps.ts';

/** The documents below `/openapi/v3`, made at once. */
export function documentsOf(...args: Parameters<typeof kubernetesDocuments>): ReadonlyMap<string, JsonObject> {
  return new Map([...kubernetesDocuments(...args)].map(([path, make]) => [path, atOnce(make())]));
}

/** The document at `/openapi/v2`, made at once. */
export function swaggerOf(...args: Parameters<typeof swaggerDocument>): JsonObject {
  return atOnce(swaggerDocument(...args));
}

function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

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
