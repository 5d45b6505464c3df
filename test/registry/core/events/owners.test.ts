import { expect, it } from 'vitest';
import type { ManagedFieldsEntry } from '../../../../schemas/meta/v1/managed-fields.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import type { JsonObject } from '../../../../src/apimachinery/patch/json-value.ts';
import { applyObject } from '../../../../src/registry/apply.ts';
import { eventsV1 } from '../../../../src/registry/core/events/events-v1.ts';
import { events } from '../../../../src/registry/core/events/index.ts';
import { createObject } from '../../../../src/registry/create.ts';
import type { ApiObject } from '../../../../src/registry/object-codec.ts';
import type { Registry, StoredObject } from '../../../../src/registry/registry.ts';
import type { ResourceDefinition } from '../../../../src/registry/resource-definition.ts';
import { updateObject } from '../../../../src/registry/update.ts';
import { answered, IN_DEFAULT, registryOf, statusOf } from '../../../support/registry.ts';

const POD = { kind: 'Pod', namespace: 'default', name: 'p' };
const core = registryOf(events);
const grouped = registryOf(eventsV1, { store: core.store });

/** Who owns which of the top-level fields, by the names that the entry has. */
function ownersIn<T extends ApiObject>(registry: Registry<T>, written: StoredObject) {
  const { managedFields = [] } = answered(registry, written).metadata;
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

function edit<T extends ApiObject>(registry: Registry<T>, name: string, members: object) {
  const { codec, strategy } = registry.definition as ResourceDefinition<T>;
  const change = (old: T): T => {
    const { resourceVersion } = old.metadata;
    return { ...codec.copy(codec.encode(old), Number(resourceVersion)), ...members };
  };
  const update = { name, subresource: '', strategy, uid: undefined, change, dryRun: false };
  return updateObject(registry, update, { ...IN_DEFAULT, manager: 'editor' });
}

function apply(name: string, configuration: JsonObject) {
  const { strategy } = eventsV1;
  const whole = { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name }, ...configuration };
  const options = { name, subresource: '', strategy, configuration: whole, force: false, dryRun: true, finish() {} };
  return applyObject(grouped, options, { ...IN_DEFAULT, manager: 'applier' });
}

it('keeps who owns fields by their names in the other version', async () => {
  await create('a');
  const written = await edit(grouped, 'a', { series: { count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z' } });
  expect(ownersIn(grouped, written)).toEqual([
    ['editor', 'events.k8s.io/v1', ['f:series']],
    ['recorder', 'v1', ['f:count', 'f:involvedObject', 'f:message', 'f:reason']],
  ]);
});

it('takes a field from its owner in the other version', async () => {
  await create('b');
  await edit(grouped, 'b', { series: { count: 2, lastObservedTime: '2020-01-01T00:00:00.000000Z' } });
  const written = await edit(core, 'b', { message: 'n', series: undefined });
  expect(ownersIn(core, written)).toEqual([
    ['editor', 'v1', ['f:message']],
    ['recorder', 'v1', ['f:count', 'f:involvedObject', 'f:reason']],
  ]);
});

it('tells of a conflict with an owner in the other version by the name that the field has there', async () => {
  await create('c');
  expect(await statusOf(apply('c', { note: 'n' }))).toMatchObject({
    message: 'Apply failed with 1 conflict: conflict with "recorder" using v1: .message',
  });
});
