/** A place in a document: keys and list positions, from the outside in. */
export type DocumentPath = readonly (string | number)[];

/**
 * The keys that stand more than once in their object, in the order in which they are met again.
 * The text must be JSON; this is the slow way, taken when counting has shown that there is one.
 */
export function duplicateKeys(text: string): DocumentPath[] {
  const duplicates: DocumentPath[] = [];
  const open: Level[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;
  let lastString = '';
  for (const [lexeme] of text.matchAll(token)) {
    const level = open.at(-1);
    if (lexeme === '{') open.push({ keys: new Set(), at: '' });
    else if (lexeme === '[') open.push({ at: 0 });
    else if (lexeme === '}' || lexeme === ']') open.pop();
    else if (lexeme === ',') {
      if (level !== undefined && typeof level.at === 'number') level.at += 1;
    } else if (lexeme === ':') {
      if (level?.keys === undefined) continue;
      const key: unknown = JSON.parse(lastString);
      level.at = String(key);
      if (level.keys.has(level.at)) duplicates.push(open.map(({ at }) => at));
      level.keys.add(level.at);
    } else lastString = lexeme;
  }
  return duplicates;
}

interface Level {
  /** The keys met so far; undefined in an array. */
  readonly keys?: Set<string>;
  /** The key or position that is being read. */
  at: string | number;
}
