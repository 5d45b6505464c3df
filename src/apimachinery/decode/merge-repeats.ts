import type { TSchema } from '@sinclair/typebox';
import { JsonMembers } from '../json/json-tree.ts';
import { parseJson } from '../json/parse-json.ts';
import { presenceOf, schemaType } from './schema-type.ts';

/**
 * Makes of a document in which members stand twice (see parseJsonTree) the plain value that Go's decoder sees in it: it decodes
 * each occurrence into what the one before has left. So the members of objects and maps add up, the entries of a list meet
 * those at the same position, the last scalar wins, and null changes nothing where it has no meaning.
 * Every value must be of the type that the schema asks for.
 */
export function mergeRepeats(schema: TSchema, document: unknown, text: string): unknown {
  return merge(schema, [document]);

  /** `values` are the occurrences of one member, in order; at least one. */
  function merge(at: TSchema, values: readonly unknown[]): unknown {
    const last = values.at(-1);
    if (last === null) return null;
    switch (schemaType(at)) {
      case 'struct':
        return struct(at, values as readonly JsonMembers[]);
      case 'list':
        return list(at.items, values as readonly (readonly unknown[])[]);
      case 'map':
        return map(at.additionalProperties, values as readonly JsonMembers[]);
      case 'raw':
        return last instanceof JsonMembers ? parseJson(text.slice(last.start, last.end)).value : last;
      default:
        return last;
    }
  }

  function struct(at: TSchema, objects: readonly JsonMembers[]): object {
    const mandatory = new Set<string>(at.required);
    const members = new Map<string, unknown[]>();
    for (const { entries } of objects) {
      for (const [name, value] of entries) {
        if (!Object.hasOwn(at.properties, name)) continue;
        const before = members.get(name);
        if (before === undefined) members.set(name, [value]);
        else note(before, value, nullErases(at.properties[name], mandatory.has(name)));
      }
    }
    return Object.fromEntries([...members].map(([name, values]) => [name, merge(at.properties[name], values)]));
  }

  function list(items: TSchema, lists: readonly (readonly unknown[])[]): unknown[] {
    const entries: unknown[][] = [];
    for (const values of lists) {
      // An empty list is a new one: nothing is left for the next to meet.
      if (values.length === 0) entries.length = 0;
      for (const [i, value] of values.entries()) {
        const before = entries[i];
        if (before === undefined) entries[i] = [value];
        else note(before, value, false);
      }
    }
    return entries.slice(0, lists.at(-1)?.length).map((values) => merge(items, values));
  }

  function map(values: TSchema, objects: readonly JsonMembers[]): object {
    const members = new Map(objects.flatMap(({ entries }) => entries));
    return Object.fromEntries([...members].map(([name, value]) => [name, merge(values, [value])]));
  }
}

/** Adds an occurrence of a member to those before it. */
function note(values: unknown[], value: unknown, nullErasesIt: boolean): void {
  if (value === null ? nullErasesIt : values[0] === null) values.length = 0;
  if (value !== null || values.length === 0) values.push(value);
}

/** Whether null takes back an earlier value: that of a pointer, a list, a map or a type that reads null itself. */
function nullErases(property: TSchema, mandatory: boolean): boolean {
  switch (schemaType(property)) {
    case 'list':
    case 'map':
    case 'raw':
    case 'bytes':
    case 'time':
    case 'microTime':
    case 'quantity':
      return true;
    default:
      return presenceOf(property, mandatory) === 'explicit';
  }
}
