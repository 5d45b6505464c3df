import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { COMMON_FIELDS, metadataFields, type SelectableFields } from '../../apimachinery/fields/selectable-fields.ts';
import type { GroupKind, GroupResource, GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { CREATED_AT_COLUMN, NAME_COLUMN, type TableDescription } from '../../apimachinery/table/table.ts';
import { type Hidden, hidingCodec } from '../stored-form/hiding-codec.ts';
import { type ObjectCodec, objectCodec } from '../stored-form/object-codec.ts';
import { type View, viewCodec } from '../stored-form/view-codec.ts';
import type { AllocationSource, Allocator } from './allocation.ts';
import type { DeletionStrategy } from './deletion-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from './strategy.ts';
import type { Subresource } from './subresource.ts';

/** What a client may do with a resource. */
export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** What clients may do with the objects of most kinds. */
export const STANDARD_VERBS: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** A kind, as its folder describes it. */
export interface ResourceDescription<T extends ApiObject> {
  readonly kind: GroupVersionKind;
  /** The resource's name in paths, in plural. */
  readonly resource: string;
  readonly singularName: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly Verb[];
  readonly schema: TSchema;
  readonly listSchema: TSchema;
  readonly strategy: CreateStrategy<T> & UpdateStrategy<T>;
  readonly subresources: Readonly<Record<string, Subresource<T>>>;
  readonly deletion: DeletionStrategy<T>;
  /** Makes what gives objects of the kind what the server hands out, such as addresses. */
  allocator?(source: AllocationSource<T>): Allocator<T>;
  /** The kind's fields by which it can be selected, beside its name and namespace. */
  readonly selectableFields?: SelectableFields;
  /** The field by which lists of the kind are found fast, among all namespaces; a field selector's name for it. */
  readonly indexedField?: string;
  /** The kind whose stored objects these are, and the names of its fields, for a kind that is a view on another one's store. */
  readonly viewOf?: View;
  /** What of the kind's objects is stored, and not answered. */
  readonly hidden?: Hidden;
  /** The folder of the store that has the kind's objects, where it is not called like the resource. */
  readonly storedAs?: string;
  /**
   * Whether kube-apiserver reads the kind from etcd alone, and has no cache of it that could be behind: bad versions are answered in
   * other words then.
   */
  readonly isUncached?: boolean;
  /** Whether objects of the kind go by themselves some time after they were last written. */
  readonly expires?: boolean;
  /** Why clients had better use another kind: the text of a Warning header of every answer about the kind. */
  readonly deprecation?: string;
  /** How the kind is shown in a table; with its name and the moment of its creation where this says nothing. */
  readonly table?: TableDescription<T>;
}

/** A kind that is served: routes, discovery, the OpenAPI document and the generic registry derive from it. */
export interface ResourceDefinition<T extends ApiObject> extends ResourceDescription<T>, GroupResource, GroupKindOf {
  readonly codec: ObjectCodec<T>;
  /** The kind in which objects are stored, by which it is told that they are invalid: `groupKind` is its own. */
  readonly storedKind: GroupVersionKind;
  /** Where objects of the kind are kept: `/registry/pods/`. */
  readonly keyPrefix: string;
  readonly selectableFields: SelectableFields;
  readonly table: TableDescription<T>;
}

interface GroupKindOf {
  readonly groupKind: GroupKind;
}

/** Completes a kind's description with what follows from it. */
export function defineResource<T extends ApiObject>(description: ResourceDescription<T>): ResourceDefinition<T> {
  const { kind, resource, strategy, viewOf } = description;
  const storedKind = viewOf?.kind ?? kind;
  return {
    ...description,
    storedKind,
    group: kind.group,
    groupKind: { group: storedKind.group, kind: storedKind.kind },
    codec: codecOf(description),
    table: description.table ?? DEFAULT_TABLE,
    selectableFields:
      description.selectableFields === undefined
        ? COMMON_FIELDS
        : { ...metadataFields(strategy.namespaced), ...description.selectableFields },
    // Without the group, so that one resource that stands in two groups is stored once.
    keyPrefix: `${ROOT}/${description.storedAs ?? resource}/`,
  };
}

function codecOf<T extends ApiObject>({ kind, schema, viewOf, hidden }: ResourceDescription<T>): ObjectCodec<T> {
  if (viewOf !== undefined) return viewCodec<T>(schema, kind, viewOf);
  const codec = objectCodec<T>(schema, kind);
  return hidden === undefined ? codec : hidingCodec(codec, schema, hidden);
}

const DEFAULT_TABLE: TableDescription<ApiObject> = {
  columns: [NAME_COLUMN, CREATED_AT_COLUMN],
  row: ({ metadata }) => ({ cells: [metadata.name ?? '', metadata.creationTimestamp ?? ''] }),
};

/** Where kube-apiserver keeps its objects in etcd: what all keys begin with. */
export const ROOT = '/registry';

/** A key as kube-apiserver names it in messages: in a dry run without the part of it that all objects share. */
export function keyInMessages(key: string, dryRun: boolean): string {
  return dryRun ? key.slice(ROOT.length) : key;
}

/** The key of an object. `namespace` is undefined for kinds that live outside namespaces. */
export function keyOf(definition: { keyPrefix: string }, namespace: string | undefined, name: string): string {
  return namespace === undefined ? `${definition.keyPrefix}${name}` : `${definition.keyPrefix}${namespace}/${name}`;
}
