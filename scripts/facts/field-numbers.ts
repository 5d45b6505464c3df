import { innerMessageOf, messageOf } from './about-kind.ts';
import type { Published } from './published.ts';

const WIDTH = 120;
const ENTRY = /^ {2}'([^']+)':\s+'([^']*)',$/gm;

/**
 * The field numbers of the types `ids`, and of the messages that are embedded in them, by id, as `schemas/protobuf-fields.ts` keeps
 * them.
 */
export function fieldNumbersOf(published: Published, ids: readonly string[]): ReadonlyMap<string, string> {
  const { schemas, messages } = published;
  const found = new Map<string, string>();
  const add = (id: string, message: string, properties: readonly string[]): void => {
    const entries = (messages[message] ?? []).map(([number, name, type]) => {
      const property = properties.find((one) => one.toLowerCase() === name.toLowerCase());
      if (property !== undefined) return type === 'Verbs' ? `[${property}]=${number}` : `${property}=${number}`;
      const embedded = innerMessageOf(message, type);
      const embeddedId = embedded.replace(/^k8s\.io/, 'io.k8s');
      if (!(embeddedId in schemas)) add(embeddedId, embedded, properties);
      return `...${type}=${number}`;
    });
    found.set(id, entries.join(' '));
  };
  for (const id of ids) {
    const { properties } = schemas[id] ?? {};
    if (properties !== undefined && messageOf(id) in messages) add(id, messageOf(id), Object.keys(properties));
  }
  return found;
}

/** The text of `schemas/protobuf-fields.ts` with the numbers of more types, or others; as it is where it has them all. */
export function withFieldNumbers(text: string, numbers: ReadonlyMap<string, string>): string {
  const known = new Map([...text.matchAll(ENTRY)].map(([, id = '', entry = '']) => [id, entry]));
  const ids = [...known.keys()];
  for (const id of numbers.keys()) {
    if (known.has(id)) continue;
    const next = ids.findIndex((one) => one > id);
    ids.splice(next < 0 ? ids.length : next, 0, id);
  }
  const lines = ids.map((id) => line(id, numbers.get(id) ?? known.get(id) ?? ''));
  const head = text.slice(0, text.indexOf('{\n', text.indexOf('PROTOBUF_FIELDS')) + 2);
  return `${head}${lines.join('')}};\n`;
}

function line(id: string, entry: string): string {
  const short = `  '${id}': '${entry}',`;
  return `${short.length > WIDTH ? `  '${id}':\n    '${entry}',` : short}\n`;
}
