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
  return merge(schema, document, undefined);

  function merge(at: TSchema, value: unknown, before: unknown): unknown {
    switch (schemaType(at)) {
      case 'struct':
        return value instanceof JsonMembers ? struct(at, value, before) : value;
      case 'list':
        return Array.isArray(value) ? list(at.items, value, Array.isArray(before) ? before : []) : value;
      case 'map':
        return value instanceof JsonMembers ? map(at.additionalProperties, value, before) : value;
      case 'raw':
        return value instanceof JsonMembers ? parseJson(text.slice(value.start, value.end)).value : value;
      default:
        return value;
    }
  }

  function struct(at: TSchema, { entries }: JsonMembers, before: unknown): object {
    const mandatory = new Set<string>(at.required);
    const members = new Map(Object.entries(before ?? {}));
    for (const [name, value] of entries) {
      if (!Object.hasOwn(at.properties, name)) continue;
      const property: TSchema = at.properties[name];
      const earlier = members.get(name);
      if (value !== null) members.set(name, merge(property, value, earlier));
      else if (earlier === undefined || nullErases(property, mandatory.has(name))) members.set(name, null);
    }
    return Object.fromEntries(members);
  }

  function list(items: TSchema, values: readonly unknown[], before: readonly unknown[]): unknown[] {
    return values.map((item, i) => (item === null ? (before[i] ?? null) : merge(items, item, before[i])));
  }

  function map(values: TSchema, { entries }: JsonMembers, before: unknown): object {
    const members = new Map(Object.entries(before ?? {}));
    for (const [name, value] of entries) members.set(name, merge(values, value, undefined));
    return Object.fromEntries(members);
  }
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
