import { endOfString } from './json-string.ts';
import { JsonMembers, parseJsonTree } from './json-tree.ts';

/** What `JSON.parse` takes, with the text of the value ("JSON.parse source text access", ECMA-262). */
export type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * Does what `JSON.parse` does, and what it should do. V8 (as of Node 26.10) remembers the keys of objects, wherever they were made,
 * and takes a key that is written with an escape for one that it remembers where their texts begin alike; the other then has a
 * backslash in it. So one client's body could change the keys of another's. Where that has happened, or may have, the text is read by
 * other means; a number then comes as JsonNumber where it is no plain integer that a double holds, and no reviver is called.
 */
export function nativeParse(text: string, reviver?: Reviver): unknown {
  const parsed: unknown = JSON.parse(text, reviver);
  if (!text.includes('\\')) return parsed;
  const keys = escapedKeys(text);
  if (keys.length === 0) return parsed;
  // What has no backslash in a key comes to have one by that mistake alone.
  const isTrusted =
    !keys.some((key) => ESCAPED_BACKSLASH.test(key)) && !(isContainer(parsed) && hasBackslashInKey(parsed));
  return isTrusted ? parsed : plain(parseJsonTree(text));
}

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function hasBackslashInKey(container: Container): boolean {
  if (Array.isArray(container)) {
    for (const value of container) if (isContainer(value) && hasBackslashInKey(value)) return true;
    return false;
  }
  const members = container as Readonly<Record<string, unknown>>;
  for (const name in members) {
    if (name.includes('\\')) return true;
    const value = members[name];
    if (isContainer(value) && hasBackslashInKey(value)) return true;
  }
  return false;
}

/** The keys of a text that are written with escapes, from their first escape on. What is no JSON may have any. */
function escapedKeys(text: string): string[] {
  const keys: string[] = [];
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    const end = endOfString(text, at);
    let next = end;
    while (WHITE_SPACE.has(text[next] ?? '')) next += 1;
    if (text[next] === ':') keys.push(text.slice(at, end));
    at = end;
  }
  return keys;
}

const WHITE_SPACE = new Set([' ', '\n', '\r', '\t']);
const ESCAPED_BACKSLASH = /\\(?:\\|u005[cC])/;

function plain(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(plain);
  if (!(tree instanceof JsonMembers)) return tree;
  return Object.fromEntries(tree.entries.map(([name, value]) => [name, plain(value)]));
}
