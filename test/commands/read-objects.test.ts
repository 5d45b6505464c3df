import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readObjects } from '../../src/commands/read-objects.ts';

async function read(text: string): Promise<readonly unknown[]> {
  const objects: unknown[] = [];
  for await (const document of readObjects(Readable.from(Buffer.from(text)))) objects.push(JSON.parse(document));
  return objects;
}

const [A, B] = [
  { kind: 'A', count: 1 },
  { kind: 'B', text: 'x\n---\n- y\n' },
];
const list = { kind: 'List', apiVersion: 'v1', items: [A, B] };

test.each([
  ['JSON lines', `${JSON.stringify(A)}\n\n${JSON.stringify(B)}`],
  ['JSON lines of Windows, with a byte order mark', `\uFEFF${JSON.stringify(A)}\r\n${JSON.stringify(B)}\r\n`],
  ['a line that is a List', JSON.stringify(list)],
  ['a List in JSON of many lines', `\n${JSON.stringify(list, null, 2)}\n`],
  [
    'a List in YAML',
    `apiVersion: v1\nkind: List\nmetadata: {}\nitems:\n- kind: A\n  count: 1\n- kind: B\n  text: |\n    x\n    ---\n    - y\n`,
  ],
  [
    'a List in YAML whose kind comes last',
    'apiVersion: v1\nitems:\n- kind: A\n  count: 1\n- kind: B\n  text: "x\\n---\\n- y\\n"\nkind: List\n',
  ],
  [
    'a List in YAML whose items are indented',
    'kind: List\nitems:\n  - kind: A\n    count: 1\n  - {kind: B, text: "x\\n---\\n- y\\n"}\n',
  ],
  ['documents in YAML', '# two\n---\nkind: A\ncount: 1\n---\n---\nkind: B\ntext: "x\\n---\\n- y\\n"\n...\n'],
  [
    'documents of which one is a List',
    '---\nkind: List\nitems:\n# first\n- kind: A\n  count: 1\n--- {kind: B, text: "x\\n---\\n- y\\n"}\n',
  ],
])('reads %s', async (_, text) => {
  expect(await read(text)).toEqual([A, B]);
});

test.each([
  ['nothing', ''],
  ['white space', '\n  \n'],
  ['a List of nothing', 'kind: List\nitems: []\n'],
  ['a comment', '# nothing\n'],
])('finds no object in %s', async (_, text) => {
  expect(await read(text)).toEqual([]);
});

test('numbers that a double does not hold stay as they are', async () => {
  const documents: string[] = [];
  const text = 'kind: List\nitems:\n- count: 9007199254740993\n';
  for await (const document of readObjects(Readable.from(Buffer.from(text)))) documents.push(document);
  expect(documents).toEqual(['{"count":9007199254740993}']);
});

test.each([
  ['{"kind":"A"}\n{"kind":', 'line 2: unexpected end of JSON input'],
  ['{"kind":"A"}\nkind: B\n', /^line 2: invalid character 'k'/],
  ['{\n"kind":\n', 'line 1: unexpected end of JSON input'],
  ['kind: List\nitems:\n- kind: A\n- kind: [\n', /^what begins in line 4 cannot be read: yaml: /],
  ['kind: List\nitems:\n- kind: A\nmetadata: {}\n', 'line 4: nothing may stand behind the items of a List in YAML'],
  ['kind: A\n---\n\tkind: B\n', /^what begins in line 2 cannot be read: yaml: /],
])('says in which line %j is wrong', async (text, line) => {
  const message = await read(text).catch((error: Error) => error.message);
  if (typeof line === 'string') expect(message).toBe(line);
  else expect(message).toMatch(line);
});
