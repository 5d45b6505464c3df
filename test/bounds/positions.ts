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
  /** Where the type that has it says that it is: the type's name and the way from there; undefined in a type without a name. */
  readonly inType: string | undefined;
}

/** Every place of a schema that is no struct, in the order of the schema: lists, maps, and scalars that are written as text. */
export function positionsOf(schema: TSchema): Position[] {
  const found: Position[] = [];
  visit(schema, [], '', { types: [], begin: 0 }, found);
  return found;
}

/**
 * Those of `positions`, which are a kind's, of which there was none like it yet: by type and the last `steps` to it within the kind, by
 * the type that has it among kinds. `met` has all that were there, and will have these.
 */
export function eachOnce(positions: readonly Position[], met: Set<string>, steps: number): Position[] {
  const metInOthers = new Set(met);
  return positions.filter(({ path, schema, type, inType }) => {
    const key = `${schema.$id ?? type} ${pathText(path.slice(-steps))}`;
    if (met.has(key) || (inType !== undefined && metInOthers.has(inType))) return false;
    met.add(key);
    if (inType !== undefined) met.add(inType);
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

/** The named types that a place is within, and where on its path the innermost begins. */
interface Within {
  readonly types: readonly string[];
  readonly begin: number;
}

function visit(schema: TSchema, path: Path, name: string, within: Within, found: Position[]): void {
  const type = schemaType(schema);
  if (type === 'struct') {
    // A type that has itself for a part is entered once.
    const id = schema.$id ?? '';
    if (within.types.includes(id)) return;
    const inside = id === '' ? within : { types: [...within.types, id], begin: path.length };
    for (const [member, part] of Object.entries<TSchema>(schema.properties)) {
      visit(part, [...path, member], member, inside, found);
    }
    return;
  }
  const inType = within.types.at(-1);
  if (type !== 'boolean') {
    const place = inType === undefined ? undefined : `${inType}: ${pathText(path.slice(within.begin))}`;
    found.push({ path, schema, type, name, inType: place });
  }
  if (type === 'list') visit(schema.items, [...path, ITEM], name, within, found);
  if (type === 'map') visit(schema.additionalProperties, [...path, ENTRY], name, within, found);
}
