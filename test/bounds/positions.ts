import type { TSchema } from '@sinclair/typebox';
import { type SchemaType, schemaType } from '../../src/apimachinery/decode/schema-type.ts';

/** The step from a list to its only item. */
export const ITEM = Symbol('item');
/** The step from a map to its only entry. */
export const ENTRY = Symbol('entry');

/** A way into an object: names of members, and steps into lists and maps. */
export type Path = readonly (string | typeof ITEM | typeof ENTRY)[];

/** A place of a schema where a client may put as much as it likes. */
export interface Position {
  readonly path: Path;
  readonly schema: TSchema;
  readonly type: SchemaType;
  /** The name of the member that it is or is part of. */
  readonly name: string;
}

/** Every place of a schema that is no struct, in the order of the schema: lists, maps, and scalars that are written as text. */
export function positionsOf(schema: TSchema): Position[] {
  const found: Position[] = [];
  visit(schema, [], '', [], found);
  return found;
}

/**
 * Those of `positions` of which there was none like it yet, by type and the last `steps` to it. `met` has all that were there, and
 * will have these.
 */
export function eachOnce(positions: readonly Position[], met: Set<string>, steps: number): Position[] {
  return positions.filter(({ path, schema, type }) => {
    const key = `${schema.$id ?? type} ${pathText(path.slice(-steps))}`;
    if (met.has(key)) return false;
    met.add(key);
    return true;
  });
}

/** A path as it is read: `spec.containers[].env`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (step === ITEM ? '[]' : step === ENTRY ? '{}' : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function visit(schema: TSchema, path: Path, name: string, within: readonly string[], found: Position[]): void {
  const type = schemaType(schema);
  if (type === 'struct') {
    // A type that has itself for a part is entered once.
    const id = schema.$id ?? '';
    if (within.includes(id)) return;
    const inside = id === '' ? within : [...within, id];
    for (const [member, part] of Object.entries<TSchema>(schema.properties)) {
      visit(part, [...path, member], member, inside, found);
    }
    return;
  }
  if (type !== 'boolean') found.push({ path, schema, type, name });
  if (type === 'list') visit(schema.items, [...path, ITEM], name, within, found);
  if (type === 'map') visit(schema.additionalProperties, [...path, ENTRY], name, within, found);
}
