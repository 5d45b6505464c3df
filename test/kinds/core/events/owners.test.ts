import { expect, it } from 'vitest';
import type { ManagedFieldsEntry } from '../../../../schemas/meta/v1/managed-fields.ts';
import type { ApiObject } from '../../../../src/apimachinery/api-object.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import type { JsonObject } from '../../../../src/apimachinery/patch/json-value.ts';
import { eventsV1 } from '../../../../src/kinds/core/events/events-v1.ts';
import { events } from '../../../../src/kinds/core/events/index.ts';
import { applyObject } from '../../../../src/registry/apply.ts';
import { createObject } from '../../../../src/registry/create.ts';
import type { ResourceDefinition } from '../../../../src/registry/definition/resource-definition.ts';
import type { ResourceContext } from '../../../../src/registry/resource-context.ts';
import type { StoredObject } from '../../../../src/registry/stored-object.ts';
import { updateObject } from '../../../../src/registry/update.ts';
import { answered, IN_DEFAULT, resourceOf } from '../../../support/registry.ts';

const POD = { kind: 'Pod', namespace: 'default', name: 'p' };
const core = resourceOf(events);
const grouped = resourceOf(eventsV1, { store: core.store });

/** Who owns which of the top-level fields, by the names that the entry has. */
function ownersIn<T extends ApiObject>(resource: ResourceContext<T>, written: StoredObject) {
  const { managedFields = [] } = answered(resource, written).metadata;
  return managedFields.map(({ manager, apiVersion, fieldsV1 }: ManagedFieldsEntry) => [
    manager,
    apiVersion,
    Object.keys(fieldsV1 ?? {}),
  ]);
}

function create(name: string) {
  const said = { metadata: { name }, involvedObject: POD, reason: 'R', message: 'm', count: 1 };
  const event = decoderOf(events.schema)(said, { keys: 0 }) as ReturnType<typeof events.codec.empty>;
  return createObject(core, event, { ...IN_DEFAULT, manager: 'recorder' }, { dryRun: false });
}

function edit<T extends ApiObject>(resource: ResourceContext<T>, name: string, members: object) {
  const { codec, strategy } = resource.definition as ResourceDefinition<T>;
  const change = (old: T): T => {
    const { resourceVersion } = old.metadata;
    return { ...codec.copy(codec.encode(old), Number(resourceVersion)), ...members };
  };
  const update = { name, subresource: '', strategy, uid: undefined, change, dryRun: false };
  return updateObject(resource, update, { ...IN_DEFAULT, manager: 'editor' });
}

function apply(name: string, configuration: JsonObject) {
  const { strategy } = eventsV1;
  const whole = { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name }, ...configuration };
  const options = { name, subresource: '', strategy, configuration: whole, force: false, dryRun: true, finish() {} };
  return applyObject(grouped, options, { ...IN_DEFAULT, manager: 'applier' });
}

it('forgets who owned fields in the other version, since each group knows its own alone', async () => {
  await create('a');
  const written = await edit(grouped, 'a', { series: { count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z' } });
  expect(ownersIn(grouped, written)).toEqual([['editor', 'events.k8s.io/v1', ['f:series']]]);
  expect(ownersIn(core, await edit(core, 'a', { message: 'n' }))).toEqual([['editor', 'v1', ['f:message']]]);
});

it('forgets them also by an update that changes nothing else', async () => {
  await create('b');
  expect(ownersIn(grouped, await edit(grouped, 'b', {}))).toEqual([]);
});

it('tells of no conflict with an owner in the other version', async () => {
  await create('c');
  expect(ownersIn(grouped, await apply('c', { reason: 'R' }))).toEqual([['applier', 'events.k8s.io/v1', ['f:reason']]]);
});
