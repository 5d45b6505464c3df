import { EMBEDDED, OMIT_ZERO, ZERO_IS_NULL } from '../schemas/schema.ts';

/** A schema, as far as types are made of it. */
export interface ObjectSchema {
  readonly $id?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly required?: readonly string[];
  readonly items?: ObjectSchema;
  readonly additionalProperties?: ObjectSchema | boolean;
  readonly oneOf?: readonly ObjectSchema[];
  readonly const?: unknown;
  readonly [EMBEDDED]?: boolean;
  readonly [OMIT_ZERO]?: boolean;
  readonly [ZERO_IS_NULL]?: boolean;
}

/**
 * Writes the TypeScript declarations of schemas, and of all named ones that they refer to, as interfaces that need no
 * library: the same types as TypeBox's `Static` makes of them. `docOf` tells what a type is by its name, where the schema
 * does not. In the order in which they are first referred to.
 */
export function declareTypes(schemas: readonly ObjectSchema[], docOf: (name: string) => string | undefined): string {
  const found = new Map<string, ObjectSchema>();
  const declarations: string[] = [];
  const nameOf = (schema: ObjectSchema): string => {
    const id = schema.$id ?? '';
    const name = id.slice(id.lastIndexOf('.') + 1);
    const known = found.get(name);
    if (known !== undefined && known.$id !== id) throw new Error(`${known.$id} and ${id} would have one name`);
    found.set(name, schema);
    return name;
  };
  const typeOf = (schema: ObjectSchema): string => {
    const type = valueTypeOf(schema);
    const isNull = (schema.nullable === true && schema[OMIT_ZERO] !== true) || schema[ZERO_IS_NULL] === true;
    return isNull ? `${type} | null` : type;
  };
  const valueTypeOf = (schema: ObjectSchema): string => {
    const { type, items, additionalProperties, oneOf, properties } = schema;
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.format === 'int-or-string') return 'number | string';
    if (oneOf !== undefined) return 'string';
    if (properties !== undefined) return nameOf(schema);
    if (type === 'string' || type === 'boolean' || type === 'number') return type;
    if (type === 'integer') return schema.format === 'int64' ? 'number | bigint' : 'number';
    if (items !== undefined) return `Array<${typeOf(items)}>`;
    if (typeof additionalProperties === 'object') return `Record<string, ${typeOf(additionalProperties)}>`;
    if (type === 'object') return 'Readonly<Record<string, unknown>>';
    throw new Error(`there is no type for ${JSON.stringify(schema)}`);
  };
  for (const schema of schemas) nameOf(schema);
  // Those that are found on the way are declared, too.
  for (const [name, { properties = {}, required = [], description }] of found) {
    const members = Object.entries(properties).map(([key, schema]) => {
      const there = required.includes(key) || schema[EMBEDDED] === true;
      return `${comment('  ', schema.description)}  ${key}${there ? '' : '?'}: ${typeOf(schema)};\n`;
    });
    declarations.push(`${comment('', description ?? docOf(name))}export interface ${name} {\n${members.join('')}}\n`);
  }
  return declarations.join('\n');
}

function comment(indent: string, text = ''): string {
  return text === '' ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;
}
