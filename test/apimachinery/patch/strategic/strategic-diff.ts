import type { TSchema } from '@sinclair/typebox';
import { schemaType } from '../../../../src/apimachinery/decode/schema-type.ts';
import { isObject, type JsonObject, member, setMember } from '../../../../src/apimachinery/patch/json-value.ts';
import { type PatchMetadata, patchMetadata } from '../../../../src/apimachinery/patch/strategic/patch-metadata.ts';

/** The strategic merge patch that turns one object of a schema into another, as kubectl would make it. */
export function strategicDiff(from: JsonObject, to: JsonObject, schema: TSchema): JsonObject {
  const patch: JsonObject = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = member(from, name);
    const after = member(to, name);
    if (same(before, after)) continue;
    const metadata = patchMetadata(schema, name);
    if (after === undefined || after === null) setMember(patch, name, null);
    else if (isObject(before) && isObject(after) && schemaType(metadata.schema) !== 'raw') {
      setMember(patch, name, strategicDiff(before, after, metadata.schema));
    } else if (Array.isArray(before) && Array.isArray(after) && metadata.merges) {
      diffLists(patch, name, before, after, metadata);
    } else setMember(patch, name, after);
  }
  return patch;
}

function diffLists(
  patch: JsonObject,
  name: string,
  before: readonly unknown[],
  after: readonly unknown[],
  { mergeKey, schema }: PatchMetadata,
): void {
  if (mergeKey === '') {
    setMember(
      patch,
      name,
      after.filter((entry) => !before.includes(entry)),
    );
    setMember(
      patch,
      `$deleteFromPrimitiveList/${name}`,
      before.filter((entry) => !after.includes(entry)),
    );
    setMember(patch, `$setElementOrder/${name}`, after);
    return;
  }
  const keyOf = (entry: unknown): unknown => (isObject(entry) ? member(entry, mergeKey) : undefined);
  const changed = after.flatMap((entry) => {
    const old = before.find((one) => keyOf(one) === keyOf(entry));
    if (!isObject(old) || !isObject(entry)) return [entry];
    const change = strategicDiff(old, entry, schema.items);
    return Object.keys(change).length === 0 ? [] : [{ ...change, [mergeKey]: keyOf(entry) }];
  });
  const deleted = before.filter((entry) => !after.some((one) => keyOf(one) === keyOf(entry)));
  setMember(patch, name, [...changed, ...deleted.map((entry) => ({ $patch: 'delete', [mergeKey]: keyOf(entry) }))]);
  setMember(
    patch,
    `$setElementOrder/${name}`,
    after.map((entry) => ({ [mergeKey]: keyOf(entry) })),
  );
}

function same(a: unknown, b: unknown): boolean {
  return text(a) === text(b);
}

function text(value: unknown): string {
  return String(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one)));
}
