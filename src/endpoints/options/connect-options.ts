import type { TSchema } from '@sinclair/typebox';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { all, first, flag, type Query } from './query.ts';

/**
 * The options of a connection as an object of their kind. What cannot be read is left as it is, for the connection to refuse. `schema`
 * says which there are; where it is absent there are none but the path to which the connection goes on, if any.
 */
export function connectOptions(
  query: Query,
  kind: GroupVersionKind,
  schema: TSchema | undefined,
  path: string | undefined,
): object {
  const options: Record<string, unknown> = { kind: kind.kind, apiVersion: apiVersionOf(kind) };
  for (const [name, { type }] of Object.entries<TSchema>(schema?.properties ?? {})) {
    if (query[name] === undefined) continue;
    if (type === 'boolean') options[name] = flag(query, name);
    else if (type === 'array') options[name] = all(query, name);
    // Numbers come in lists: the ports that are forwarded.
    else if (type === 'integer') options[name] = all(query, name).flatMap((texts) => texts.split(',').map(Number));
    else options[name] = first(query, name);
  }
  return path === undefined ? options : { ...options, path };
}
