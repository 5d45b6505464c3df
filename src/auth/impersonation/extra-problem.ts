import { goQuote } from '../../apimachinery/go-quote.ts';
import { isDNS1123Subdomain } from '../../apimachinery/validation/dns-names.ts';

const NOT_A_PATH = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
const PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** Why the extra members of a user cannot be taken over in a constrained mode; undefined where they can. */
export function extraProblem(extra: Readonly<Record<string, readonly string[]>>): string | undefined {
  for (const [key, values] of Object.entries(extra)) {
    if (key === '') return 'impersonating the empty string key in extra is not allowed';
    const problem = keyProblem(key);
    if (problem !== undefined) return `impersonating an invalid key in extra is not allowed: ${problem}`;
    if (key !== key.toLowerCase()) {
      return `impersonating a non-lowercase key in extra is not allowed: ${goQuote(key)}`;
    }
    if (values.length === 0) return 'impersonating empty values in extra is not allowed';
    if (values.includes('')) return 'impersonating the empty string value in extra is not allowed';
  }
  return undefined;
}

/** What keeps a key from being a path behind a domain. */
function keyProblem(key: string): string | undefined {
  const invalid = (value: string, why: string): string => `extra.key: Invalid value: ${goQuote(value)}: ${why}`;
  const slash = key.indexOf('/');
  const host = key.slice(0, slash);
  const path = key.slice(slash + 1);
  if (slash < 1 || path === '') return invalid(key, 'must be a domain-prefixed path (such as "acme.io/foo")');
  const problems = isDNS1123Subdomain(host).map((why) => invalid(host, why));
  if (!PATH.test(path)) problems.push(invalid(path, NOT_A_PATH));
  if (problems.length === 0) return undefined;
  return problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
}
