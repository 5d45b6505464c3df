import { expect, onTestFinished, test } from 'vitest';
import { type ServerOptions, startServer } from '../../src/index.ts';
import { emptyDirectory } from '../storage/lmdb/directories.ts';
import { openWatch } from '../support/watch.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

interface ApiObject {
  readonly code?: number;
  readonly reason?: string;
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly uid?: string;
    readonly continue?: string;
  };
  readonly items: readonly ApiObject[];
}

/** A server with a store in a directory, closed when the test is over. */
async function serve(directory: string, options: ServerOptions = {}) {
  const server = await startServer({ ...options, store: `lmdb:${directory}` });
  onTestFinished(() => server.close());
  const configMaps = `${server.url}${PATH}`;
  const send = async (method: string, path: string, body?: object): Promise<ApiObject> => {
    const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await (await fetch(`${configMaps}${path}`, { method, ...init })).json()) as ApiObject;
  };
  return {
    close: server.close,
    list: (query = '') => send('GET', query),
    get: (name: string) => send('GET', `/${name}`),
    create: (name: string) => send('POST', '', { metadata: { name } }),
    label: (name: string, value: string) => send('PUT', `/${name}`, { metadata: { name, labels: { value } } }),
    remove: (name: string) => send('DELETE', `/${name}`),
    /** The first events of a watch from a version on. */
    async watch(resourceVersion: string, count: number): Promise<readonly string[]> {
      const watch = await openWatch(server, `${PATH}?watch=1&resourceVersion=${resourceVersion}`);
      const events = await watch.until(count);
      watch.cut();
      return events.map(({ type, object: { code, metadata } }) =>
        code === undefined ? `${type} ${metadata.name}@${metadata.resourceVersion}` : `${type} ${code}`,
      );
    },
  };
}

const versionOf = ({ metadata }: ApiObject): number => Number(metadata.resourceVersion);

test('what was answered is there after a restart, with its version, and versions go on', async () => {
  const directory = emptyDirectory();
  const before = await serve(directory);
  const a = await before.create('a');
  const labelled = await before.label('a', 'one');
  await before.create('b');
  await before.remove('b');
  const { metadata } = await before.list();
  await before.close();

  const after = await serve(directory);
  expect(await after.get('a')).toEqual(labelled);
  expect(labelled.metadata.uid).toBe(a.metadata.uid);
  expect(await after.get('b')).toMatchObject({ code: 404 });
  expect((await after.list()).metadata.resourceVersion).toBe(metadata.resourceVersion);
  expect(versionOf(await after.create('c'))).toBe(Number(metadata.resourceVersion) + 1);
});

test('a watch goes on after a restart where it was, over writes from before and after it', async () => {
  const directory = emptyDirectory();
  const before = await serve(directory);
  const a = await before.create('a');
  const b = await before.create('b');
  const labelled = await before.label('a', 'one');
  await before.remove('b');
  await before.close();

  const after = await serve(directory);
  const c = await after.create('c');
  expect(await after.watch(a.metadata.resourceVersion, 4)).toEqual([
    `ADDED b@${versionOf(b)}`,
    `MODIFIED a@${versionOf(labelled)}`,
    `DELETED b@${versionOf(labelled) + 1}`,
    `ADDED c@${versionOf(c)}`,
  ]);
});

test('a list goes on after a restart with the page that follows, as things stood', async () => {
  const directory = emptyDirectory();
  const before = await serve(directory);
  for (const name of ['a', 'b', 'c', 'd']) await before.create(name);
  const first = await before.list('?limit=2');
  await before.remove('c');
  await before.close();

  const after = await serve(directory);
  await after.create('bb');
  const second = await after.list(`?limit=10&continue=${first.metadata.continue}`);
  expect(second.items.map(({ metadata }) => metadata.name)).toEqual(['c', 'd']);
  expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  expect((await after.list()).items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'bb', 'd']);
});

test('a watch and a list from before the history are answered 410 after a restart', async () => {
  const directory = emptyDirectory();
  const options = { watchHistoryEvents: 5 };
  const before = await serve(directory, options);
  const a = await before.create('a');
  await before.create('b');
  const { metadata } = await before.list('?limit=1');
  for (let n = 0; n < 10; n += 1) await before.label('a', `${n}`);
  await before.close();

  const after = await serve(directory, options);
  expect(await after.watch(a.metadata.resourceVersion, 1)).toEqual(['ERROR 410']);
  expect(await after.list(`?limit=1&continue=${metadata.continue}`)).toMatchObject({ code: 410, reason: 'Expired' });
  expect((await after.list()).items).toHaveLength(2);
});
