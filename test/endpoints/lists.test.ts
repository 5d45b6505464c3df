import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, send, serve } from '../support/http.ts';

let server: PodledgerServer;
let created: number[];
beforeAll(async () => {
  server = await serve();
  created = [];
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
    const metadata = { labels: { app: index % 2 === 0 ? 'web' : 'db' } };
    const pod = await createPod(server, name, { metadata, spec: { nodeName: index < 2 ? 'n1' : 'n2' } });
    created.push(Number(pod.metadata.resourceVersion));
  }
});
afterAll(() => server.close());

const get = (query: string, path = PODS) => send(server, 'GET', `${path}?${query}`);

interface List {
  readonly metadata: {
    readonly selfLink: string;
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

async function list(query: string, path = PODS): Promise<List & { names: string }> {
  const answer = await get(query, path);
  if (answer.status !== 200) throw new Error(answer.text);
  const read = answer.json<List>();
  return { ...read, names: read.items.map(({ metadata }) => metadata.name).join('') };
}

const token = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('a list', () => {
  test.each([
    ['labelSelector=app%3Dweb', 'ac'],
    ['labelSelector=app%20notin%20(web)', 'bd'],
    ['fieldSelector=spec.nodeName%3Dn2', 'cd'],
    ['fieldSelector=spec.nodeName%3Dn2,metadata.name!%3Dd', 'c'],
    ['fieldSelector=metadata.name%3Db', 'b'],
    ['fieldSelector=metadata.name%3Dnone', ''],
    ['fieldSelector=metadata.namespace%3Dother', ''],
    ['labelSelector=app%3Dweb&fieldSelector=spec.nodeName%3Dn1', 'a'],
    ['fieldSelector=status.phase%3DPending&limit=9', 'abcd'],
  ])('with %s has the pods that match', async (query, names) => {
    expect((await list(query)).names).toBe(names);
  });

  test('of all namespaces can be that of one, or of one name', async () => {
    expect((await list('fieldSelector=metadata.namespace%3Ddefault', '/api/v1/pods')).names).toBe('abcd');
    expect((await list('fieldSelector=metadata.name%3Dc', '/api/v1/pods')).names).toBe('c');
    expect((await list('fieldSelector=spec.nodeName%3Dn1', '/api/v1/pods')).names).toBe('ab');
  });

  test('with a limit goes on with the token that it carries', async () => {
    const first = await list('limit=3');
    expect([first.names, first.metadata.remainingItemCount]).toEqual(['abc', 1]);
    const rest = await list(`limit=3&continue=${first.metadata.continue}`);
    const { selfLink, resourceVersion } = first.metadata;
    expect([rest.names, rest.metadata]).toEqual(['d', { selfLink, resourceVersion }]);
    expect((await list(`continue=${first.metadata.continue}&resourceVersion=0`)).names).toBe('d');
  });

  test('of a node is not said to go on where no other pod of the node is left', async () => {
    await list('fieldSelector=spec.nodeName%3Dn1');
    expect((await list('fieldSelector=spec.nodeName%3Dn1&limit=2')).metadata.continue).toBeUndefined();
  });

  test('of a known version is exactly that where it comes in pages or is to match, and not older otherwise', async () => {
    const version = created[1];
    expect((await list(`resourceVersion=${version}`)).names).toBe('abcd');
    expect((await list(`resourceVersion=${version}&resourceVersionMatch=NotOlderThan&limit=9`)).names).toBe('abcd');
    expect((await list(`resourceVersion=${version}&limit=9`)).names).toBe('ab');
    const exact = await list(`resourceVersion=${version}&resourceVersionMatch=Exact`);
    expect([exact.names, exact.metadata.resourceVersion]).toEqual(['ab', String(version)]);
    expect((await list('resourceVersion=0&limit=1')).names).toBe('abcd');
  });

  test.each([
    ['limit=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    ['timeoutSeconds=9223372036854775808', 400, 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
    ['labelSelector=%3D', 400, "found '=', expected: !, identifier, or 'end of string'"],
    ['fieldSelector=spec.image%3Dx', 400, 'field label not supported: spec.image'],
    ['fieldSelector=__proto__%3Dx', 400, 'field label not supported: __proto__'],
    ['sendInitialEvents=true', 422, 'sendInitialEvents is forbidden for list'],
    [
      `resourceVersion=1&resourceVersionMatch=Exact&continue=x`,
      422,
      'resourceVersionMatch is forbidden when continue is provided',
    ],
    [
      `resourceVersion=1&continue=${token({ v: 'meta.k8s.io/v1', rv: 1, start: 'a' })}`,
      400,
      'specifying resource version is not allowed when using continue',
    ],
    ['continue=garbage', 400, 'invalid continue token: continue key is not valid: '],
    [`continue=${token({ v: 'meta.k8s.io/v1', rv: 999999, start: 'a' })}`, 504, 'Too large resource version: 999999'],
    // What cannot be read outranks what does not fit together.
    ['labelSelector=%3D&resourceVersionMatch=Exact', 400, "found '='"],
    ['fieldSelector=spec.image%3Dx&resourceVersionMatch=Exact', 422, 'resourceVersionMatch is forbidden'],
  ])('with %s is refused', async (query, code, message) => {
    const answer = await get(query);
    expect([answer.status, answer.json().message]).toEqual([code, expect.stringContaining(message)]);
  });
});
