import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupVersionKind } from '../../src/apimachinery/group-version-kind.ts';

/** A definition of `/openapi/v3`, without descriptions, as far as the facts are told from it. */
export interface PublishedSchema {
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly items?: PublishedSchema;
  readonly additionalProperties?: PublishedSchema | boolean;
  readonly allOf?: readonly { readonly $ref: string }[];
  readonly $ref?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** An operation of `/openapi/v3`: which kind is asked for, with what and in which forms. */
export interface PublishedRoute {
  readonly method: string;
  readonly path: string;
  readonly action: string;
  readonly kind: string;
  readonly operationId: string;
  readonly parameters: readonly string[];
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  readonly responses: readonly string[];
}

/** A message of a `generated.proto`: the number, name and type of each field, in its order. */
export type PublishedMessage = readonly (readonly [number: number, name: string, type: string])[];

/** An object in both forms, as kube-apiserver has written it. */
export interface PublishedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** What tells it from the others of its kind. */
  readonly name: string;
  /** With the four bytes in front that every such document begins with. */
  readonly protobuf: Buffer;
  readonly json: object;
}

/** What Kubernetes says of its kinds. */
export interface Published {
  readonly schemas: Readonly<Record<string, PublishedSchema>>;
  readonly routes: readonly PublishedRoute[];
  readonly messages: Readonly<Record<string, PublishedMessage>>;
  readonly objects: readonly PublishedObject[];
}

interface StoredObject {
  readonly kind: string;
  readonly object: string;
  readonly json: { readonly value: string };
  readonly protobuf: {
    readonly value: string;
    readonly get: { readonly apiVersion: string; readonly kind: string; readonly metadata: object };
  };
}

const FORMS = { schemas: 'schemas-all.json', routes: 'routes-all.json', messages: 'protobuf-all.json' };

/** The messages that a folder of files has; a server publishes none. */
export function readMessages(folder: string): Published['messages'] {
  return readJson(folder, FORMS.messages) as Published['messages'];
}

/** Reads what a folder of files has: `schemas-all.json`, `routes-all.json`, `protobuf-all.json` and `etcd.json`. */
export function readPublished(folder: string): Published {
  const stored = readJson(folder, 'etcd.json') as Readonly<Record<'objects' | 'also', readonly StoredObject[]>>;
  return {
    schemas: readJson(folder, FORMS.schemas) as Published['schemas'],
    routes: readJson(folder, FORMS.routes) as Published['routes'],
    messages: readMessages(folder),
    // One group may show what is stored as an object of another.
    objects: [...stored.objects, ...stored.also]
      .filter(isStoredAsShown)
      .map(({ object, protobuf: { value, get } }) => ({
        apiVersion: get.apiVersion,
        kind: get.kind,
        name: object,
        protobuf: Buffer.from(value, 'base64'),
        // What is stored has no version; etcd says it.
        json: { ...get, metadata: { ...get.metadata, resourceVersion: undefined } },
      })),
  };
}

function isStoredAsShown({ json, protobuf }: StoredObject): boolean {
  return JSON.parse(json.value).apiVersion === protobuf.get.apiVersion;
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
