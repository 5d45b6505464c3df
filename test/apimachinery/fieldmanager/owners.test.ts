import { describe, expect, test } from 'vitest';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { allFieldsBut } from '../../../src/apimachinery/fieldmanager/field-filter.ts';
import {
  applyTo,
  ownersForUpdate,
  ownersOfCreated,
  ownersOfUpdated,
} from '../../../src/apimachinery/fieldmanager/field-manager.ts';
import { LAST_APPLIED, withLastApplied } from '../../../src/apimachinery/fieldmanager/last-applied.ts';
import { managerOfUserAgent } from '../../../src/apimachinery/fieldmanager/manager-name.ts';
import { mergeTypeOf } from '../../../src/apimachinery/fieldmanager/merge-type.ts';
import { compareOwners, entriesOf, type Owner, parseOwners } from '../../../src/apimachinery/fieldmanager/owner.ts';
import { storedOwners } from '../../../src/apimachinery/fieldmanager/stored-owners.ts';

const scope = { type: mergeTypeOf(Pod), apiVersion: 'v1', subresource: '', filter: allFieldsBut(['status']) };
const at = (second: number): string => `2020-01-02T03:04:${String(second).padStart(2, '0')}Z`;
const labelled = (labels: object, annotations: object = {}): object => ({ metadata: { labels, annotations } });

describe('managers that update', () => {
  test('beyond ten become one with the oldest of them', () => {
    let owners: readonly Owner[] = [];
    let before = labelled({});
    for (let i = 0; i < 13; i += 1) {
      const after = labelled(Object.fromEntries(Array.from({ length: i + 1 }, (_, key) => [`l${key}`, 'x'])));
      const write = i === 0 ? ownersOfCreated : ownersOfUpdated;
      owners = write(scope, owners, { before, after }, { manager: `m${i}`, now: at(i) });
      before = after;
    }
    const sorted = owners.toSorted(compareOwners);
    expect(sorted.map(({ manager }) => manager)).toEqual([
      'ancient-changes',
      ...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((i) => `m${i}`),
    ]);
    expect(sorted[0]).toMatchObject({ operation: 'Update', time: at(3), subresource: '' });
    expect(sorted[0]?.fields.text).toContain('"f:l0":{},"f:l1":{},"f:l2":{},"f:l3":{}');
  });

  test('own nothing where nobody did before', () => {
    const change = { before: labelled({}), after: labelled({ a: '1' }) };
    expect(ownersOfUpdated(scope, [], change, { manager: 'm', now: at(0) })).toEqual([]);
  });

  test('are forgotten where they named fields in a version that is not served', () => {
    const owners = [{ ...ownerOf('old'), apiVersion: 'v0' }, ownerOf('new')];
    const change = { before: labelled({ a: '1' }), after: labelled({ a: '2' }) };
    const left = ownersOfUpdated(scope, owners, change, { manager: 'm', now: at(0) });
    expect(left.map(({ manager }) => manager)).toEqual(['m']);
  });
});

describe('what a client says of owners', () => {
  const live = [ownerOf('live')];

  test('counts where it is well formed', () => {
    const owners = ownersForUpdate(scope, entriesOf([ownerOf('given')]), live);
    expect(owners.map(({ manager }) => manager)).toEqual(['given']);
  });

  test.each([[[{ operation: 'Update' }]], [[{ ...entriesOf(live)[0], operation: 'Take' }]], [undefined]])(
    '%j leaves those that there are',
    (given) => {
      expect(ownersForUpdate(scope, given, live)).toBe(live);
    },
  );

  test('clears the list with an empty entry', () => {
    expect(ownersForUpdate(scope, [{}], live)).toEqual([]);
    expect(ownersForUpdate(scope, [], live)).toEqual([]);
  });

  test('does not count on a subresource', () => {
    expect(ownersForUpdate({ ...scope, subresource: 'status' }, [{}], live)).toBe(live);
  });

  test('is brought in line with the schema: a list that is owned as a whole has no entries', () => {
    const fieldsV1 = { 'f:spec': { 'f:nodeSelector': { '.': {}, 'f:disk': {} } } };
    const [owner] = ownersForUpdate(scope, [{ ...entriesOf(live)[0], fieldsV1 }], live);
    expect(owner?.fields.text).toBe('{"f:spec":{"f:nodeSelector":{}}}');
  });
});

describe('the text of owners', () => {
  const owners = [ownerOf('a'), { ...ownerOf('b"'), subresource: 'status', time: undefined }];

  test('is read back', () => {
    const { write, read } = storedOwners();
    expect(read(write(owners)).map(({ fields, ...owner }) => [owner, fields.text])).toEqual(
      owners.map(({ fields, ...owner }) => [owner, fields.text]),
    );
    expect(write([])).toEqual([]);
    expect(read([])).toEqual([]);
  });

  test('that differs in times alone shares its sets', () => {
    const { write, read } = storedOwners();
    const [first] = read(write(owners));
    const [again] = read(write([{ ...ownerOf('a'), time: at(9) }, ...owners.slice(1)]));
    expect(again?.fields).toBe(first?.fields);
    expect([first?.time, again?.time]).toEqual([at(0), at(9)]);
  });

  test('has the very text of a set that another object has', () => {
    const { shared, write } = storedOwners();
    const [, first] = write(shared([ownerOf('a')]));
    const [own] = shared([ownerOf('a')]);
    expect(own?.fields).toBe(shared([ownerOf('b')])[0]?.fields);
    expect(own?.fields.text).toBe(first);
  });

  test('is what the API shows', () => {
    expect(parseOwners(entriesOf(owners))).toMatchObject(owners.map(({ fields: _, ...owner }) => owner));
    expect(entriesOf([])).toEqual([]);
  });
});

describe('kubectl', () => {
  const configuration = { apiVersion: 'v1', kind: 'Pod', ...labelled({ a: '2' }) };
  const withAnnotation = (applied: object): object => labelled({ a: '1' }, { [LAST_APPLIED]: JSON.stringify(applied) });
  const apply = (live: object, manager = 'kubectl') => {
    const owners = ownersOfCreated(
      scope,
      [],
      { before: labelled({}), after: live },
      { manager: 'kubectl-client', now: at(0) },
    );
    const change = { before: {}, after: live };
    return applyTo(scope, owners, change, { configuration, force: false, manager, now: at(1) });
  };

  test('takes over what it applied on its own side', () => {
    const applied = withAnnotation({ apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: '1' } } });
    expect(apply(applied).ok).toBe(true);
    expect(apply(applied, 'other').ok).toBe(false);
  });

  test.each([
    ['another version', { apiVersion: 'v2', metadata: { labels: { a: '1' } } }],
    ['a value that has changed since', { apiVersion: 'v1', metadata: { labels: { a: '0' } } }],
    ['what does not fit the schema', { apiVersion: 'v1', metadata: { labels: 'a' } }],
  ])('takes over nothing by %s', (_, applied) => {
    expect(apply(withAnnotation(applied)).ok).toBe(false);
    expect(apply(labelled({ a: '1' }, { [LAST_APPLIED]: '{' })).ok).toBe(false);
  });

  test('keeps its annotation up to date where there is one', () => {
    const shown = withLastApplied(withAnnotation({}), { kind: 'Pod', apiVersion: 'v1', ...withAnnotation({}) });
    expect(shown).toMatchObject({
      metadata: {
        annotations: {
          [LAST_APPLIED]: '{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{},"labels":{"a":"1"}}}\n',
        },
      },
    });
    const without = labelled({});
    expect(withLastApplied(without, configuration)).toBe(without);
  });
});

test.each([
  ['kubelet/v1.36.0 (linux/amd64)', 'kubelet'],
  ['curl', 'curl'],
  ['/x', 'unknown'],
  [undefined, 'unknown'],
  ['a\tb/1', 'ab'],
  [Buffer.from('käfer/1').toString('latin1'), 'käfer'],
  [`${'x'.repeat(200)}/1`, 'x'.repeat(128)],
])('the user agent %j stands for the manager %j', (agent, manager) => {
  expect(managerOfUserAgent(agent)).toBe(manager);
});

function ownerOf(manager: string): Owner {
  const [owner] = ownersOfCreated(
    scope,
    [],
    { before: labelled({}), after: labelled({ a: '1' }) },
    { manager, now: at(0) },
  );
  if (owner === undefined) throw new Error('nobody owns the label');
  return owner;
}
