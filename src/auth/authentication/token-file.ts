import { withAuthenticatedGroup } from './authenticated-group.ts';
import type { StaticToken } from './static-tokens.ts';

/** Reads a token file: lines of RFC 4180 with a token, a user, a uid and, with commas between several, groups. @throws Error */
export function parseTokenFile(text: string): readonly StaticToken[] {
  return records(text).flatMap(([token = '', username = '', uid, groups], i): StaticToken[] => {
    if (uid === undefined) throw new Error(`record ${i + 1} does not have the columns token, user name and user uid`);
    // As kube-apiserver, which logs it.
    if (token === '') return [];
    const user = { username, uid, ...(groups !== undefined && { groups: groups.split(',') }) };
    return [{ token, user: withAuthenticatedGroup(user) }];
  });
}

/** The records of a file, without lines that are empty. */
function records(text: string): string[][] {
  const all: string[][] = [];
  let record: string[] = [];
  // A field and what ends it: quoted, with quotes doubled; or up to the next comma or line.
  const field = /(?:"((?:[^"]|"")*)"|([^",\n\r]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (found === null) {
      const line = text.slice(0, at).split('\n').length;
      throw new Error(`line ${line}: a field with a double quote in it has to stand in double quotes`);
    }
    const [, quoted, plain = '', end] = found;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',' && field.lastIndex < text.length) continue;
    if (end === ',') record.push('');
    if (record.length > 1 || record[0] !== '' || quoted !== undefined) all.push(record);
    record = [];
  }
  return all;
}
