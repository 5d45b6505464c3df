import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest } from '../../apimachinery/status-error.ts';

/** Whom a request names, of whom nothing is left out. */
export type WantedUser = Required<UserInfo>;

const USER = 'impersonate-user';
const UID = 'impersonate-uid';
const GROUP = 'impersonate-group';
const EXTRA = 'impersonate-extra-';

/** Whether a header is about whom a request is made as; `name` is in lower case. */
export function isImpersonationHeader(name: string): boolean {
  return name === USER || name === UID || name === GROUP || name.startsWith(EXTRA);
}

/**
 * Whom a request is to be made as, by its headers (names and values in turn, as they came); undefined where that is who sent it.
 * @throws StatusError 400 where they say something of a user, but not the name
 */
export function wantedUser(rawHeaders: readonly string[]): WantedUser | undefined {
  const wanted = { username: '', uid: '', groups: [] as string[], extra: {} as Record<string, string[]> };
  let isAny = false;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const header = rawHeaders[at] ?? '';
    // Most requests have none, and names that begin otherwise are not looked at.
    if (header[0] !== 'i' && header[0] !== 'I') continue;
    const name = header.toLowerCase();
    if (!isImpersonationHeader(name)) continue;
    const value = rawHeaders[at + 1] ?? '';
    if (name === USER) wanted.username ||= value;
    else if (name === UID) wanted.uid ||= value;
    else if (name === GROUP) wanted.groups.push(value);
    else {
      const key = unescaped(name.slice(EXTRA.length));
      if (!Object.hasOwn(wanted.extra, key)) define(wanted.extra, key);
      wanted.extra[key]?.push(value);
    }
    isAny ||= name !== USER && (name !== UID || value !== '');
  }
  if (wanted.username !== '') return wanted;
  if (isAny) throw badRequest(`requested ${goUser(wanted)} without impersonating a user name`);
  return undefined;
}

/** Adds a member whatever its name: `__proto__` is one. */
function define(extra: Record<string, string[]>, key: string): void {
  Object.defineProperty(extra, key, { value: [], enumerable: true, configurable: true, writable: true });
}

/** What is escaped wrongly stands for itself. */
function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** A user as Go prints it. */
function goUser({ username, uid, groups, extra }: WantedUser): string {
  const members = Object.keys(extra)
    .toSorted()
    .map((key) => `${goQuote(key)}:${goStrings(extra[key] ?? [])}`);
  const map = members.length === 0 ? '(nil)' : `{${members.join(', ')}}`;
  const list = groups.length === 0 ? '[]string(nil)' : goStrings(groups);
  return `&user.DefaultInfo{Name:${goQuote(username)}, UID:${goQuote(uid)}, Groups:${list}, Extra:map[string][]string${map}}`;
}

function goStrings(values: readonly string[]): string {
  return `[]string{${values.map(goQuote).join(', ')}}`;
}
