/** Whether pages of an origin, as the header `Origin` names it, may use the server. */
export type OriginCheck = (origin: string) => boolean;

/** A check, undefined where no origin is allowed; or what is wrong with its patterns. */
export type OriginCheckResult =
  | { readonly ok: true; readonly allows: OriginCheck | undefined }
  | { readonly ok: false; readonly problem: string };

/**
 * Makes the check of kube-apiserver's `--cors-allowed-origins`: regular expressions in the syntax of Go, one of which has to match
 * somewhere in the origin. They are matched in linear time, whatever they are, and loaded only where there is one.
 */
export async function allowedOrigins(patterns: readonly string[]): Promise<OriginCheckResult> {
  if (patterns.length === 0) return { ok: true, allows: undefined };
  const { RE2JS } = await import('re2js');
  const expressions: { readonly matches: (text: string) => boolean }[] = [];
  for (const pattern of patterns) {
    try {
      const expression = RE2JS.compile(pattern);
      expressions.push({ matches: (text) => expression.test(text) });
    } catch (error) {
      return { ok: false, problem: `${JSON.stringify(pattern)}: ${error instanceof Error ? error.message : error}` };
    }
  }
  // A page sends the same origin with every request.
  let recent: string | undefined;
  const allows = (origin: string): boolean => {
    if (origin === recent) return true;
    if (!isOneOrigin(origin) || !expressions.some(({ matches }) => matches(origin))) return false;
    recent = origin;
    return true;
  };
  return { ok: true, allows };
}

// A scheme, a name of 253 characters and a port.
const MAX_ORIGIN = 512;

/** Headers of one name arrive joined: of several origins, one that is allowed must not bring in the others. */
function isOneOrigin(origin: string): boolean {
  return origin.length <= MAX_ORIGIN && !origin.includes(' ');
}
