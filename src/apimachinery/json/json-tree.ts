import { JsonNumber } from './json-number.ts';
import { endOfString } from './json-string.ts';

/** An object as it stands in a text: its members in order, each as often as it is written. */
export class JsonMembers {
  readonly entries: [name: string, value: unknown][] = [];
  /** Where the object's text begins and ends in the document. */
  readonly start: number;
  end: number;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }
}

/**
 * Reads a text that is known to be JSON without forgetting what `JSON.parse` does: the order of members and those that stand
 * twice. Objects come as JsonMembers, unusual numbers as JsonNumber. It is slow, and for documents with something amiss.
 */
export function parseJsonTree(text: string): unknown {
  const root: unknown[] = [];
  // No recursion: what no schema knows may be nested deeper than the stack.
  const open: (unknown[] | JsonMembers)[] = [root];
  let name: string | undefined;
  const add = (value: unknown): void => {
    const parent = open.at(-1);
    if (parent instanceof JsonMembers) parent.entries.push([name ?? '', value]);
    else parent?.push(value);
    name = undefined;
  };
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '{':
      case '[': {
        const container = text[at] === '{' ? new JsonMembers(at) : [];
        add(container);
        open.push(container);
        break;
      }
      case '}':
      case ']': {
        const closed = open.pop();
        if (closed instanceof JsonMembers) closed.end = at + 1;
        break;
      }
      case '"': {
        const end = endOfString(text, at);
        const string = (JSON.parse(text.slice(at, end)) as string).toWellFormed();
        if (name === undefined && open.at(-1) instanceof JsonMembers) name = string;
        else add(string);
        at = end - 1;
        break;
      }
      case ' ':
      case '\n':
      case '\r':
      case '\t':
      case ',':
      case ':':
        break;
      default: {
        const start = at;
        while (at + 1 < text.length && !ENDS_LITERAL.has(text[at + 1] ?? '')) at += 1;
        add(literal(text.slice(start, at + 1)));
      }
    }
  }
  return root[0];
}

const ENDS_LITERAL = new Set([',', '}', ']', ' ', '\n', '\r', '\t']);

function literal(text: string): unknown {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return PLAIN_INTEGER.test(text) ? Number(text) : new JsonNumber(text);
}

/** An integer that a double is sure to hold, written in digits alone. */
export const PLAIN_INTEGER = /^-?\d{1,15}$/;
