import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { decoderOf } from '../../../src/apimachinery/decode/decoder.ts';
import { addedFields } from '../../../src/apimachinery/fieldmanager/added-fields.ts';
import { changedOwner } from '../../../src/apimachinery/fieldmanager/changed-owner.ts';
import { compare } from '../../../src/apimachinery/fieldmanager/compare.ts';
import { allFieldsBut } from '../../../src/apimachinery/fieldmanager/field-filter.ts';
import {
  difference,
  EMPTY,
  equals,
  type FieldSet,
  intersection,
  isEmpty,
  union,
} from '../../../src/apimachinery/fieldmanager/field-set.ts';
import { mergeTypeOf } from '../../../src/apimachinery/fieldmanager/merge-type.ts';
import { SYSTEM_FIELDS } from '../../../src/apimachinery/fieldmanager/system-fields.ts';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { fromSchema } from '../../support/arbitrary-from-schema.ts';

const type = mergeTypeOf(Pod);
const filter = allFieldsBut(['spec']);
const { skipped: skip = EMPTY } = filter;

interface Document {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly status: Readonly<Record<string, unknown>>;
}

const pod: fc.Arbitrary<Document> = fromSchema(Pod).map((body) => {
  const { metadata, status } = decoderOf(Pod)(parseJson(stringifyJson(body).text).value, { keys: 0 }) as Document;
  return { metadata, status };
});

/** The first object with some members of the second one. */
function mixed(a: Document, b: Document, turn: number): Document {
  const members = Object.entries(b.status).filter((_, i) => (turn >> (i % 30)) % 2 === 1);
  return {
    metadata: turn % 3 === 0 ? b.metadata : a.metadata,
    status: { ...a.status, ...Object.fromEntries(members) },
  };
}

function fieldsOf(document: Document): FieldSet {
  return filter.keep(compare(type, { metadata: {}, status: {} }, document).added);
}

test('what is plain to see of an update is what a comparison of all fields finds', () => {
  let plain = 0;
  fc.assert(
    fc.property(pod, pod, pod, fc.nat(), fc.boolean(), (before, other, third, turn, isShared) => {
      const after = mixed(before, other, turn);
      const own = difference(fieldsOf(before), SYSTEM_FIELDS);
      const others = isShared ? [fieldsOf(third)] : [];
      const found = changedOwner(type, before, after, { own, others, skip });
      if (found === undefined) return;
      plain += 1;
      const { added, modified, removed } = compare(type, before, after);
      const taken = difference(filter.keep(union(added, modified)), SYSTEM_FIELDS);
      expect(equals(found.fields, union(difference(own, filter.keep(removed)), taken))).toBe(true);
      expect(found.touched).toBe(!isEmpty(taken));
      const changed = difference(filter.keep(union(union(added, modified), removed)), SYSTEM_FIELDS);
      for (const set of others) expect(isEmpty(intersection(set, changed))).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(plain).toBeGreaterThan(50);
});

test('what is added is what a comparison with nothing finds', () => {
  fc.assert(
    fc.property(pod, ({ status }) => {
      const { added } = compare(type, {}, { status });
      expect(
        equals(
          added.children.get('f:status') ?? EMPTY,
          addedFields(type, { status }).children.get('f:status') ?? EMPTY,
        ),
      ).toBe(true);
    }),
  );
});

test('a writer that changes the values of its own fields keeps the very set that it had', () => {
  const condition = (status: string): object => ({ type: 'Ready', status, lastProbeTime: null });
  const status = (value: string): object => ({ phase: value, conditions: [condition(value), { type: 'Other' }] });
  const before = { metadata: {}, status: status('a') };
  const own = compare(type, { metadata: {}, status: {} }, before).added;
  const found = changedOwner(type, before, { metadata: {}, status: status('b') }, { own, others: [], skip });
  expect(found?.fields).toBe(own);
  expect(found?.touched).toBe(true);
});

test('fields that are skipped are not read', () => {
  const unread = {
    metadata: {},
    status: {},
    get spec(): never {
      throw new Error('was read');
    },
  };
  const next = {
    metadata: {},
    status: { phase: 'x' },
    get spec(): never {
      throw new Error('was read');
    },
  };
  expect(changedOwner(type, unread, next, { own: EMPTY, others: [], skip })?.touched).toBe(true);
});
