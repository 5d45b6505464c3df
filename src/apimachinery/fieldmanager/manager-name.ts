/** A manager's name takes at most this many bytes, so that a name that was not given by hand is cut there. */
const MAX_BYTES = 128;

/**
 * The name of a manager for whoever does not give one: what comes before the first slash of its user agent, without what cannot be
 * printed, cut to 128 bytes. `userAgent` holds a byte in each character, as headers come.
 */
export function managerOfUserAgent(userAgent: string | undefined): string {
  if (userAgent === undefined) return UNKNOWN;
  const slash = userAgent.indexOf('/');
  const prefix = slash < 0 ? userAgent : userAgent.slice(0, slash);
  return (PLAIN.test(prefix) ? prefix : printable(prefix)) || UNKNOWN;
}

const UNKNOWN = 'unknown';
const PLAIN = /^[ -~]{1,128}$/;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function printable(latin1: string): string {
  let name = '';
  for (const character of Buffer.from(latin1, 'latin1').toString('utf8')) {
    if (!PRINTABLE.test(character)) continue;
    if (Buffer.byteLength(name + character) > MAX_BYTES) break;
    name += character;
  }
  return name;
}
