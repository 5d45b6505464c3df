import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATOMIC, Int32, keyedBy, listOf, mapOf, named, optional, SET } from '../../../schemas/schema.ts';
import { allFieldsBut } from '../../../src/apimachinery/fieldmanager/field-filter.ts';
import { applyTo, ownersOfCreated, ownersOfUpdated } from '../../../src/apimachinery/fieldmanager/field-manager.ts';
import { pathsOf } from '../../../src/apimachinery/fieldmanager/field-set.ts';
import { mergeTypeOf } from '../../../src/apimachinery/fieldmanager/merge-type.ts';
import type { Owner } from '../../../src/apimachinery/fieldmanager/owner.ts';
import { flatten, type ModelState, modelApply, modelUpdate } from '../../support/ownership-model.ts';

type Widget = Readonly<Record<string, unknown>>;

const Port = named('com.example.Port', {
  port: Int32,
  protocol: optional(Type.String(), '', { default: 'TCP' }),
  name: optional(Type.String()),
  count: optional(Int32),
});

const Inner = named('com.example.Inner', { x: optional(Int32), y: optional(Type.String()) });

const type = mergeTypeOf(
  named('com.example.Widget', {
    size: optional(Int32),
    note: optional(Type.String()),
    labels: optional(mapOf(Type.String())),
    tags: optional(listOf(Type.String(), SET)),
    args: optional(listOf(Type.String(), ATOMIC)),
    box: optional(Inner, '', { 'x-kubernetes-map-type': 'atomic' }),
    ports: optional(listOf(Port, keyedBy('port', 'protocol'))),
    inner: optional(Inner),
  }),
);

const scope = { type, apiVersion: 'v1', subresource: '', filter: allFieldsBut([]) };
const now = '2020-01-02T03:04:05Z';

const word = fc.constantFrom('a', 'b', 'c');
const small = fc.integer({ min: 1, max: 3 });
const inner = fc.record({ x: small, y: word }, { requiredKeys: [] });
const port = fc.record(
  { port: small, protocol: fc.constantFrom('TCP', 'UDP'), name: word, count: small },
  { requiredKeys: ['port'] },
);
const keyOf = ({ port: number, protocol = 'TCP' }: { port: number; protocol?: string }): string =>
  `${number}/${protocol}`;
const widget: fc.Arbitrary<Widget> = fc.record(
  {
    size: small,
    note: word,
    labels: fc.dictionary(word, word),
    tags: fc.uniqueArray(word, { minLength: 1 }),
    args: fc.array(word, { maxLength: 2 }),
    box: inner,
    ports: fc.uniqueArray(port, { selector: keyOf, minLength: 1, maxLength: 4 }),
    inner,
  },
  { requiredKeys: [] },
);

const manager = fc.constantFrom('one', 'two', 'three');
const write = fc.oneof(
  fc.record({ kind: fc.constant('apply' as const), manager, widget, force: fc.boolean() }),
  fc.record({ kind: fc.constant('update' as const), manager, widget, force: fc.constant(false) }),
  // A patch changes some of what is there, and leaves the rest.
  fc.record({ kind: fc.constant('patch' as const), manager, widget, force: fc.constant(false) }),
);

interface State {
  readonly object: unknown;
  readonly owners: readonly Owner[];
}

const EMPTY: State = { object: {}, owners: [] };

function apply({ object, owners }: State, by: string, configuration: Widget, force: boolean): State | undefined {
  const change = { before: {}, after: object };
  const applied = applyTo(scope, owners, change, { configuration, force, manager: by, now });
  return applied.ok ? { object: decoded(applied.object as Widget), owners: applied.owners } : undefined;
}

/** A widget as the API keeps it: an empty list or map is as good as none. */
function decoded({ labels, tags, ports, ...others }: Widget): Widget {
  const isThere = (value: unknown): boolean => value !== undefined && Object.keys(value as object).length > 0;
  return {
    ...others,
    ...(isThere(labels) && { labels }),
    ...(isThere(tags) && { tags }),
    ...(isThere(ports) && { ports }),
  };
}

function update({ object, owners }: State, by: string, wanted: Widget): State {
  const next = decoded(wanted);
  const change = { before: object, after: next };
  const known = owners.length === 0 ? ownersOfCreated : ownersOfUpdated;
  return { object: next, owners: known(scope, owners, change, { manager: by, now }) };
}

/** Owners as the model has them: who applies and who updates are two, even of one name. */
function ownedOf(owners: readonly Owner[]): Map<string, Set<string>> {
  const name = ({ manager: by, operation }: Owner): string => `${by}/${operation}`;
  return new Map(owners.map((owner) => [name(owner), new Set(pathsOf(owner.fields).map((path) => path.join(' > ')))]));
}

test('any sequence of applies, updates and patches by three managers leaves what the model leaves', () => {
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 8 }), (writes) => {
      let state = EMPTY;
      let model: ModelState = { object: new Map(), owned: new Map() };
      for (const { kind, manager: by, widget: wanted, force } of writes) {
        if (kind === 'apply') {
          const applied = apply(state, by, wanted, force);
          // Whoever owned what was there before the first apply is given a name by it.
          const before =
            model.owned.size > 0
              ? model
              : modelUpdate({ object: new Map(), owned: new Map() }, 'before-first-apply/Update', model.object);
          const expected = modelApply(before, `${by}/Apply`, flatten(wanted), force);
          expect(applied === undefined).toBe(expected === undefined);
          state = applied ?? state;
          model = expected ?? model;
        } else {
          const next = kind === 'update' ? wanted : { ...(state.object as Widget), ...wanted };
          state = update(state, by, next);
          model = modelUpdate(model, `${by}/Update`, flatten(decoded(next)));
        }
        expect(flatten(state.object as Widget)).toEqual(model.object);
        expect(ownedOf(state.owners)).toEqual(model.owned);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('applying the same configuration again changes nothing', () => {
  fc.assert(
    fc.property(widget, widget, widget, (live, first, configuration) => {
      const before = apply(update(EMPTY, 'two', live), 'one', first, true) ?? EMPTY;
      // An empty map that is applied comes to nothing in the object, so that it is new each time.
      const wanted = decoded(configuration);
      const once = apply(before, 'one', wanted, true);
      const twice = once && apply(once, 'one', wanted, false);
      expect(twice).toEqual(once);
    }),
  );
});

test('after a manager applies nothing, nothing is left that it alone owned', () => {
  fc.assert(
    fc.property(widget, widget, (live, configuration) => {
      const before = apply(update(EMPTY, 'two', live), 'one', configuration, true) ?? EMPTY;
      const after = apply(before, 'one', {}, true) ?? EMPTY;
      const owned = ownedOf(before.owners);
      const others = owned.get('two/Update') ?? new Set();
      const alone = [...(owned.get('one/Apply') ?? [])].filter((path) => !others.has(path));
      const left = flatten(after.object as Widget);
      expect(alone.filter((path) => left.has(path))).toEqual([]);
      expect(ownedOf(after.owners).has('one/Apply')).toBe(false);
    }),
  );
});

test('a list keyed by two keys survives reordering', () => {
  fc.assert(
    fc.property(widget, widget, fc.nat(), (live, configuration, turn) => {
      const { ports = [] } = live as { ports?: object[] };
      const at = ports.length === 0 ? 0 : turn % ports.length;
      const turned = live.ports === undefined ? live : { ...live, ports: [...ports.slice(at), ...ports.slice(0, at)] };
      const straight = apply(update(EMPTY, 'two', live), 'one', configuration, true) ?? EMPTY;
      const other = apply(update(EMPTY, 'two', turned), 'one', configuration, true) ?? EMPTY;
      expect(flatten(other.object as Widget)).toEqual(flatten(straight.object as Widget));
      expect(ownedOf(other.owners)).toEqual(ownedOf(straight.owners));
      // Reordering alone changes nobody's ownership.
      expect(ownedOf(update(update(EMPTY, 'two', live), 'three', turned).owners).has('three/Update')).toBe(false);
    }),
  );
});
