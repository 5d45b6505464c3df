import { goQuote } from '../go-quote.ts';
import { JsonMembers, parseJsonTree } from '../json/json-tree.ts';
import type { JsonDocument } from '../json/parse-json.ts';
import { membersWithin } from './json-value.ts';

/** What strict decoding has to say about a text in which members stand twice: `duplicate field "status.phase"`, each once. */
export function duplicateFields(text: string, { value, keys }: JsonDocument): readonly string[] {
  // As many members came out as the text has keys: no key stands twice.
  if (membersWithin(value) === keys) return [];
  const found = new Set<string>();
  visit(parseJsonTree(text), '', found);
  return [...found].map((path) => `duplicate field ${goQuote(path)}`);
}

function visit(value: unknown, path: string, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) visit(item, `${path}[${i}]`, found);
  } else if (value instanceof JsonMembers) {
    const seen = new Set<string>();
    for (const [name, item] of value.entries) {
      const where = path === '' ? name : `${path}.${name}`;
      if (seen.has(name)) found.add(where);
      seen.add(name);
      visit(item, where, found);
    }
  }
}
