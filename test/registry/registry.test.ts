import { expect, it } from 'vitest';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { openRegistry } from '../../src/registry/registry.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { watching } from '../support/registry.ts';

const sources = { now: () => 0, randomUUID: () => '', randomInt: () => 0 };

it('has what the verbs need of each kind once, in the order in which the kinds are served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registry = openRegistry([namespaces, pods], { store, ...watching(store), sources, admission: [] });
  expect([...registry].map(({ definition }) => definition.resource)).toEqual(['namespaces', 'pods']);
  expect(registry.of(pods).definition).toBe(pods);
  expect(registry.of(pods)).toBe(registry.of(pods));
  expect(registry.ofKey('/registry/pods/default/p')).toBe(registry.of(pods));
});

it('throws where a kind is asked for that is not served', async () => {
  const store = await openStore({ kind: 'memory' }, { historyEvents: 10, historyBytes: 1000 });
  const registry = openRegistry([namespaces], { store, ...watching(store), sources, admission: [] });
  expect(() => registry.of(pods)).toThrow('pods are not served');
});
