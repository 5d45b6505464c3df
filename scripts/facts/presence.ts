import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Published, PublishedSchema } from './published.ts';

/** A property as `[id of its type, name]`. */
export type Property = readonly [type: string, name: string];

/** What is written of properties that are absent or zero, which no schema publishes. */
export interface Presence {
  /** Scalars that are held by pointer: written although they are zero. */
  readonly explicit: readonly Property[];
  /** Optional properties that are written although they are absent. */
  readonly embedded: readonly Property[];
  /** Times that are held by value and left out where they are zero. */
  readonly omitZero: readonly Property[];
}

/** Folders with the Go sources of a module, by the beginning of the ids of its types. */
export type GoModules = Readonly<Record<string, string>>;

interface GoField {
  readonly type: string;
  readonly isPointer: boolean;
  readonly omitsEmpty: boolean;
  readonly omitsZero: boolean;
}

const SCALARS: ReadonlySet<unknown> = new Set(['string', 'integer', 'boolean', 'number']);

/** Reads the presence of the properties of the types `ids` from the structs that Go has for them. */
export function presenceOf(schemas: Published['schemas'], ids: readonly string[], modules: GoModules): Presence {
  const structs = new Map<string, ReadonlyMap<string, string>>();
  const properties = ids.flatMap((id) => {
    const folder = folderOf(id, modules);
    if (folder === undefined) return [];
    const known = structs.get(folder) ?? structsIn(folder);
    structs.set(folder, known);
    const fields = fieldsOf(id.slice(id.lastIndexOf('.') + 1), known);
    return Object.entries(schemas[id]?.properties ?? {}).flatMap(([name, schema]) => {
      const field = fields.get(name);
      if (field === undefined) return [];
      const isOptional = schemas[id]?.required?.includes(name) !== true;
      return [{ property: [id, name] as const, schema, isOptional, ...field }];
    });
  });
  const namesOf = (some: typeof properties): readonly Property[] => some.map(({ property }) => property);
  return {
    explicit: namesOf(properties.filter((one) => one.isPointer && isScalar(one.schema, one.type))),
    embedded: namesOf(
      properties.filter(
        (one) =>
          one.isOptional &&
          !one.omitsZero &&
          // A pointer with a default is never nil.
          (one.omitsEmpty
            ? isStruct(one.schema) && !one.isPointer
            : !one.isPointer || one.schema.default === undefined),
      ),
    ),
    omitZero: namesOf(properties.filter((one) => one.omitsZero && !one.isPointer)),
  };
}

function isScalar({ type }: PublishedSchema, goType: string): boolean {
  return SCALARS.has(type) || goType.endsWith('intstr.IntOrString');
}

/** Whether Go holds a value in a struct of its own, which `omitempty` never leaves out. */
function isStruct({ allOf }: PublishedSchema): boolean {
  return allOf !== undefined;
}

function folderOf(id: string, modules: GoModules): string | undefined {
  const prefix = Object.keys(modules).find((one) => id.startsWith(`${one}.`));
  if (prefix === undefined) return undefined;
  const folder = join(
    modules[prefix] ?? '',
    ...id
      .slice(prefix.length + 1)
      .split('.')
      .slice(0, -1),
  );
  return existsSync(folder) ? folder : undefined;
}

/** The bodies of the structs that a package declares, by name. */
function structsIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.go') && !/_test|generated/.test(name));
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  return new Map(
    [...text.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => [name, body]),
  );
}

/** The fields of a struct by their name in JSON, with those of the structs of its package that it embeds. */
function fieldsOf(struct: string, structs: ReadonlyMap<string, string>): ReadonlyMap<string, GoField> {
  const fields = new Map<string, GoField>();
  for (const [, type = '', tag = ''] of (structs.get(struct) ?? '').matchAll(
    /^\s*(?:\w+\s+)?(\S+)\s+`json:"([^"]*)"/gm,
  )) {
    const [name = '', ...options] = tag.split(',');
    if (type.endsWith('TypeMeta')) continue;
    if (options.includes('inline')) for (const entry of fieldsOf(type, structs)) fields.set(...entry);
    else {
      fields.set(name, {
        type,
        isPointer: type.startsWith('*'),
        omitsEmpty: options.includes('omitempty'),
        omitsZero: options.includes('omitzero'),
      });
    }
  }
  return fields;
}
