import { type Static, Type } from '@sinclair/typebox';
import { ListMeta } from '../../schemas/meta/v1/list-meta.ts';
import { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { typeMeta } from '../../schemas/meta/v1/type-meta.ts';
import { embedded, explicit, Integer64, listOf, mapOf, named, optional, required } from '../../schemas/schema.ts';
import { forbidden } from '../../src/apimachinery/field-error.ts';
import { nameIsDNSLabel } from '../../src/apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../src/apimachinery/validation/object-meta.ts';
import { defineResource } from '../../src/registry/definition/resource-definition.ts';
import type { CreateStrategy, UpdateStrategy } from '../../src/registry/definition/strategy.ts';

const GROUP = 'com.example.v1';

const WidgetSpec = named(`${GROUP}.WidgetSpec`, {
  size: optional(Integer64),
  colours: optional(listOf(Type.String())),
  parts: optional(mapOf(Type.String())),
});
const WidgetStatus = named(`${GROUP}.WidgetStatus`, {
  phase: optional(Type.String()),
  ready: explicit(Type.Boolean()),
  count: explicit(Integer64),
});

/** A kind that exists for tests only: a generation that counts changes of the spec, a status with a path of its own. */
export const Widget = named(`${GROUP}.Widget`, {
  ...typeMeta,
  metadata: embedded(ObjectMeta),
  spec: embedded(WidgetSpec),
  status: embedded(WidgetStatus),
});
/** Such an object. */
export type Widget = Static<typeof Widget>;

const WidgetList = named(`${GROUP}.WidgetList`, {
  ...typeMeta,
  metadata: embedded(ListMeta),
  items: required(listOf(Widget)),
});

/** How widgets are written: a size of 13 is invalid, one of 12 is warned of. */
export const widgetStrategy: CreateStrategy<Widget> & UpdateStrategy<Widget> = {
  namespaced: true,
  keptFields: ['status'],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,
  setDefaults({ spec }) {
    spec.colours ??= ['grey'];
  },
  prepareForCreate(widget) {
    widget.metadata.generation = 1;
    widget.status = { phase: 'New' };
  },
  validate: ({ metadata, spec }) => [
    ...validateObjectMeta(metadata, true, nameIsDNSLabel),
    ...(spec.size === 13 ? [forbidden('spec.size', 'brings bad luck')] : []),
  ],
  warningsOnCreate: ({ spec }) => (spec.size === 12 ? ['spec.size: close to bad luck'] : []),
  prepareForUpdate(next, old) {
    if (JSON.stringify(next.spec, text) !== JSON.stringify(old.spec, text)) {
      next.metadata.generation = Number(old.metadata.generation) + 1;
    }
  },
  validateUpdate: (next, old) => [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.spec.size === 13 ? [forbidden('spec.size', 'brings bad luck')] : []),
  ],
  warningsOnUpdate: ({ spec }) => (spec.size === 12 ? ['spec.size: close to bad luck'] : []),
};

function text(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** How their status is written. */
export const widgetStatusStrategy: UpdateStrategy<Widget> = {
  ...widgetStrategy,
  keptFields: ['spec'],
  leavesCanonical: true,
  prepareForUpdate() {},
};

/** The kind, as a server serves it. */
export const widgets = defineResource<Widget>({
  kind: { group: 'example.com', version: 'v1', kind: 'Widget' },
  resource: 'widgets',
  storedAs: 'example.com/widgets',
  singularName: 'widget',
  shortNames: [],
  categories: [],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update'],
  schema: Widget,
  listSchema: WidgetList,
  strategy: widgetStrategy,
  subresources: { status: { verbs: ['get', 'update'], strategy: widgetStatusStrategy } },
  deletion: { gracePeriod: (_, asked) => asked ?? 0 },
});
