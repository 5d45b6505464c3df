/** A parsed query string, as the routes get it: a repeated parameter is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The first value of a parameter; undefined where it does not stand in the query. */
export function first(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'object' ? value[0] : value;
}

/** All values of a parameter, in order. */
export function all(query: Query, name: string): readonly string[] {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Reads true or false as Go's strconv.ParseBool does; undefined where it is neither. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}
