import type { ConnectRequest } from '../../../registry/definition/subresource.ts';

/** All values of a parameter, in order. */
export function allQuery({ query }: ConnectRequest, name: string): readonly string[] {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The first value of a parameter; undefined where it does not stand in the query. */
export function firstQuery(request: ConnectRequest, name: string): string | undefined {
  return allQuery(request, name)[0];
}
