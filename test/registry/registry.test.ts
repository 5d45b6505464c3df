import { expect, it } from 'vitest';
import { ADMIT_ALL } from '../../src/admission/admission-chain.ts';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { configMaps } from '../../src/kinds/core/config-maps/index.ts';
import { eventsV1 } from '../../src/kinds/core/events/events-v1.ts';
import { events } from '../../src/kinds/core/events/index.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { createObject } from '../../src/registry/create.ts';
import type { ResourceDefinition } from '../../src/registry/definition/resource-definition.ts';
import { findObject } from '../../src/registry/get.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { IN_DEFAULT, watching } from '../support/registry.ts';

const HOUR_MS = 3_600_000;
const sources = { now: () => 0, randomUUID: () => '', randomInt: () => 0 };

it('has what the verbs need of each kind once, in the order in which the kinds are served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registry = openRegistry([namespaces, pods], {
    store,
    ...watching(store),
    sources,
    eventTtlMs: HOUR_MS,
    admission: ADMIT_ALL,
  });
  expect([...registry].map(({ definition }) => definition.resource)).toEqual(['namespaces', 'pods']);
  expect(registry.of(pods).definition).toBe(pods);
  expect(registry.of(pods)).toBe(registry.of(pods));
  expect(registry.ofKey('/registry/pods/default/p')).toBe(registry.of(pods));
});

it('throws where a kind is asked for that is not served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registry = openRegistry([namespaces], {
    store,
    ...watching(store),
    sources,
    eventTtlMs: HOUR_MS,
    admission: ADMIT_ALL,
  });
  expect(() => registry.of(pods)).toThrow('pods are not served');
});

it('lets objects go that expire, some time after they were last written, and no others', async () => {
  const clock = fakeClock();
  const store = await openStore({ kind: 'memory' }, { historyEvents: 100, historyBytes: 1e6, clock });
  const registry = openRegistry(kinds, {
    store,
    ...watching(store),
    sources,
    eventTtlMs: HOUR_MS,
    admission: ADMIT_ALL,
  });
  const make = async <T extends ApiObject>(definition: ResourceDefinition<T>, object: T): Promise<void> => {
    object.metadata.name = 'x';
    definition.strategy.setDefaults(object);
    await createObject(registry.of(definition), object, IN_DEFAULT, { dryRun: false });
  };
  await make(events, { ...events.codec.empty(), involvedObject: { namespace: 'default' } });
  await make(configMaps, configMaps.codec.empty());
  clock.pass(HOUR_MS - 1000);
  const found = (definition: ResourceDefinition<ApiObject>) => findObject(registry.of(definition), 'x', IN_DEFAULT);
  expect(await found(events)).toBeDefined();
  clock.pass(2000);
  expect(await found(events)).toBeUndefined();
  expect(await found(eventsV1)).toBeUndefined();
  expect(await found(configMaps)).toBeDefined();
});
