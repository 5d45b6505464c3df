import type { TSchema } from '@sinclair/typebox';
import { zeroScalar } from './scalars.ts';
import { presenceOf, schemaType } from './schema-type.ts';

/**
 * The JSON text of an object of which nothing was ever said, as Go writes it: what is required or embedded is there, and lists and
 * maps that nobody made are null. `without` names members to leave out.
 */
export function zeroJson(schema: TSchema, without: readonly string[] = []): string {
  const required = new Set<string>(schema.required);
  const members = Object.entries<TSchema>(schema.properties)
    .filter(([name, member]) => !without.includes(name) && presenceOf(member, required.has(name)) === 'filled')
    .map(([name, member]) => `${JSON.stringify(name)}:${zeroValue(member)}`);
  return `{${members.join(',')}}`;
}

function zeroValue(schema: TSchema): string {
  if (schema.nullable === true) return 'null';
  const type = schemaType(schema);
  switch (type) {
    case 'struct':
      return zeroJson(schema);
    case 'list':
    case 'map':
    case 'raw':
      return 'null';
    default:
      return JSON.stringify(zeroScalar(type));
  }
}
