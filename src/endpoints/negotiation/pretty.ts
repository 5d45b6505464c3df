import { parseBoolean } from '../options/query.ts';

/** Whether JSON is answered indented: where `pretty` says so, and to tools that show it to people where it does not. */
export function wantsPretty(pretty: string | undefined, userAgent: string | undefined): boolean {
  if (pretty !== undefined && pretty !== '') return parseBoolean(pretty) === true;
  return userAgent !== undefined && /^(?:curl|Wget|Mozilla\/5\.0)/.test(userAgent);
}
