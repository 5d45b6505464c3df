import { expect, it } from 'vitest';
import { namespaces } from '../../src/registry/core/namespaces/index.ts';
import { pods } from '../../src/registry/core/pods/index.ts';
import { openRegistries } from '../../src/registry/registries.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { watching } from '../support/registry.ts';

const sources = { now: () => 0, randomUUID: () => '', randomInt: () => 0 };

it('has one registry for each kind, in the order in which the kinds are served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registries = openRegistries([namespaces, pods], { store, ...watching(store), sources, admission: [] });
  expect([...registries].map(({ definition }) => definition.resource)).toEqual(['namespaces', 'pods']);
  expect(registries.of(pods).definition).toBe(pods);
  expect(registries.of(pods)).toBe(registries.of(pods));
});

it('throws where a kind is asked for that is not served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registries = openRegistries([namespaces], { store, ...watching(store), sources, admission: [] });
  expect(() => registries.of(pods)).toThrow('pods are not served');
});
