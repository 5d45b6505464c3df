import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { leastObject } from '../bounds/least-objects.ts';
import { hasKubectl } from '../conformance/kubectl-sessions.ts';
import { emptyDirectory, using } from '../storage/lmdb/directories.ts';
import { podBody, send } from '../support/http.ts';
import { command, failure, run, start } from './run.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

async function server(options: Parameters<typeof startServer>[0] = {}): Promise<PodledgerServer> {
  const started = await startServer({ logLevel: 'silent', ...options });
  onTestFinished(() => started.close());
  return started;
}

async function write(to: PodledgerServer, method: string, path: string, body: unknown, type = JSON_TYPE) {
  const answer = await send(to, method, path, { headers: type, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.json();
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const identified = (text: string) =>
  lines(text).map((line) => {
    const { kind, metadata } = JSON.parse(line);
    return { kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid };
  });
const exported = async (options: Parameters<typeof command>[2] & object) =>
  (await command('export', [], options)).printed;
const ofServer = ({ url }: PodledgerServer) => ({ options: { server: url } });
const ofStore = (directory: string) => ({ options: { store: `lmdb:${directory}` } });

/** Puts an object of every kind into a server, and what only a life brings about. */
async function live(to: PodledgerServer): Promise<void> {
  for (const { kind, resource, strategy, group, singularName } of kinds) {
    if (group === 'apiextensions.k8s.io') continue;
    const base = group === '' ? '/api/v1' : `/apis/${group}/${kind.version}`;
    const scope = strategy.namespaced ? '/namespaces/default' : '';
    await write(
      to,
      'POST',
      `${base}${scope}/${resource}`,
      leastObject(kind, resource, `${singularName}-${group || 'core'}`),
    );
  }
  const owner = await write(to, 'POST', '/api/v1/namespaces/default/configmaps', {
    ...leastObject({ group: '', version: 'v1', kind: 'ConfigMap' }, 'configmaps', 'owner'),
    // What YAML would take for something else.
    data: {
      n: 'y',
      yes: 'on',
      time: '12:30:45',
      date: '2020-01-01',
      nothing: '~',
      octal: '0777',
      lines: 'a\n b\n\n---\n- c\n',
      '1': 'é\t"',
    },
  });
  const pods = '/api/v1/namespaces/default/pods';
  await write(
    to,
    'POST',
    pods,
    podBody('owned', {
      metadata: {
        finalizers: ['example.com/wait'],
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid }],
      },
      // More than a double holds.
      spec: { securityContext: { runAsUser: 1, fsGroup: 2 }, activeDeadlineSeconds: 2147483647 },
    }),
  );
  const status = { status: { phase: 'Running', podIP: '10.1.2.3' } };
  const mergePatch = { 'content-type': 'application/merge-patch+json' };
  await write(to, 'PATCH', `${pods}/owned/status`, status, mergePatch);
  await write(to, 'DELETE', `${pods}/owned`, undefined);
  await write(to, 'POST', '/api/v1/namespaces/default/services', {
    ...leastObject({ group: '', version: 'v1', kind: 'Service' }, 'services', 'ports'),
    spec: { type: 'NodePort', ports: [{ port: 80 }] },
  });
}

describe('every object of a store', () => {
  let all = '';
  let yaml = '';
  beforeAll(async () => {
    const from = await startServer({ logLevel: 'silent' });
    await live(from);
    all = (await command('export', [], ofServer(from))).printed;
    yaml = (await command('export', [], { options: { server: from.url, output: 'yaml' } })).printed;
    await from.close();
  });

  test('is exported once, as it is but for what belongs to the store', () => {
    const objects = identified(all);
    expect(new Set(objects.map(({ uid }) => uid)).size).toBe(objects.length);
    const stored = kinds.filter(({ viewOf, group }) => viewOf === undefined && group !== 'apiextensions.k8s.io');
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(stored.map(({ kind: { kind } }) => kind)));
    for (const line of lines(all)) {
      expect(JSON.parse(line).metadata).not.toHaveProperty('resourceVersion');
      expect(JSON.parse(line).metadata).not.toHaveProperty('selfLink');
    }
    const [owned] = lines(all)
      .filter((line) => line.includes('"name":"owned"'))
      .map((line) => JSON.parse(line));
    expect(owned).toMatchObject({
      metadata: {
        deletionTimestamp: expect.any(String),
        finalizers: ['example.com/wait'],
        ownerReferences: [{ name: 'owner' }],
        managedFields: expect.arrayContaining([expect.objectContaining({ subresource: 'status' })]),
      },
      status: { phase: 'Running', podIP: '10.1.2.3' },
    });
  });

  test.each([
    ['JSON lines', () => all],
    ['YAML', () => yaml],
  ])('goes as %s from memory to disk and back to memory, unchanged', async (_, text) => {
    const directory = join(emptyDirectory(), 'data');
    const imported = await command('import', [], { ...ofStore(directory), input: text() });
    const count = lines(all).length;
    expect(imported.printed).toBe(`imported ${count} objects: ${count} created, 0 replaced, 0 unchanged\n`);
    expect(await exported(ofStore(directory))).toBe(all);
    const to = await server();
    await command('import', [], { ...ofServer(to), input: await exported(ofStore(directory)) });
    expect(await exported(ofServer(to))).toBe(all);
    // What a server makes itself it finds made.
    const onDisk = await server({ store: `lmdb:${directory}` });
    expect(await exported(ofServer(onDisk))).toBe(all);
    expect((await command('import', [], { ...ofServer(onDisk), input: all })).printed).toBe(
      `imported ${count} objects: 0 created, 0 replaced, ${count} unchanged\n`,
    );
  });

  test('goes to a server that collects garbage, in whichever order', async () => {
    const to = await server({ garbageCollector: true });
    const namespaces = lines(all).filter((line) => line.startsWith('{"kind":"Namespace"'));
    const others = lines(all).filter((line) => !line.startsWith('{"kind":"Namespace"'));
    await command('import', [], { ...ofServer(to), input: [...namespaces, ...others.toReversed()].join('\n') });
    expect(identified(await exported(ofServer(to)))).toEqual(expect.arrayContaining(identified(all)));
  });

  test('is exported of a store while a server has it', async () => {
    const directory = join(emptyDirectory(), 'data');
    await command('import', [], { ...ofStore(directory), input: all });
    await server({ store: `lmdb:${directory}` });
    const { code, stdout, stderr } = await run(['export', '--store', `lmdb:${directory}`]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: all, stderr: '' });
    const refused = await run(['import', '--store', `lmdb:${directory}`], all);
    expect(refused).toEqual({
      code: 1,
      stdout: '',
      stderr: `podledger: import: ${directory} is in use by process ${process.pid}: a directory has one server at a time\n`,
    });
  });

  test('goes through a file, which is for its owner alone, and through a pipe', async () => {
    const from = await server();
    await command('import', [], { ...ofServer(from), input: all });
    const file = join(emptyDirectory(), 'all.yaml');
    const { printed } = await command('export', [file], { options: { server: from.url, output: 'yaml' } });
    expect(printed).toMatch(new RegExp(`^exported ${lines(all).length} objects of version \\d+ to ${file}\n$`));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(yaml);
    const to = await server();
    const kubeconfig = join(emptyDirectory(), 'kubeconfig');
    writeFileSync(kubeconfig, to.kubeconfig());
    const { code, stdout, stderr } = await run(['import', '--kubeconfig', kubeconfig], all);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^imported \d+ objects: /);
    expect(await exported(ofServer(to))).toBe(all);
  });

  test.runIf(hasKubectl())('is a List that kubectl apply takes, which changes nothing where it is from', async () => {
    const to = await server();
    await command('import', [], { ...ofServer(to), input: all });
    const file = join(emptyDirectory(), 'all.yaml');
    writeFileSync(file, yaml);
    const { stdout } = await promisify(execFile)('kubectl', ['apply', '--server', to.url, '-f', file]);
    expect(lines(stdout).length).toBe(lines(all).length);
  });

  test('has nothing where there is nothing', async () => {
    const directory = join(emptyDirectory(), 'data');
    await using(directory, async () => {});
    expect(await exported(ofStore(directory))).toBe('');
    const empty = await exported({ options: { store: `lmdb:${directory}`, output: 'yaml' } });
    expect(empty).toBe('apiVersion: v1\nkind: List\nmetadata: {}\nitems: []\n');
    expect((await command('import', [], { ...ofStore(directory), input: empty })).printed).toMatch(
      /^imported 0 objects/,
    );
  });
});

test('keys of no kind, and values that do not decode, are left out of an export and told of', async () => {
  const directory = join(emptyDirectory(), 'data');
  await using(directory, async (store) => {
    await store.put('/registry/pods/default/broken', ['{}'], 0);
    await store.put('/registry/widgets/default/a', ['{"kind":"Widget"}'], 0);
    await store.put('/zoo/b', ['{}'], 0);
    await store.put('/registry/ranges/servicenodeports', ['{}'], 0);
  });
  const { printed, notes } = await command('export', [], ofStore(directory));
  expect(printed).toBe('');
  expect(notes[0]).toMatch(/^\/registry\/pods\/default\/broken is left out: /);
  expect(notes.slice(1)).toEqual(['keys are left out that belong to no kind of this version: 2']);
});

test.each([
  [{}, 'name what to export: --store lmdb:DIR, --server URL or --kubeconfig FILE'],
  [{ server: 'localhost:8080' }, '"localhost:8080" is no URL such as http://127.0.0.1:8080'],
  [{ server: 'http://127.0.0.1:1', store: 'lmdb:a' }, 'name a server or, by --store, a store on disk, and not both'],
  [{ store: 'lmdb:a', output: 'xml' }, '"xml" is not one of jsonl, yaml'],
  [{ server: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1 cannot be asked: connect ECONNREFUSED 127.0.0.1:1'],
])('an export with %j is refused in one line', async (options, line) => {
  expect(await failure('export', [], { options })).toBe(line);
});

test('who is named in a kubeconfig asks, and is told in one line where the server refuses', async () => {
  const refusing = createServer(({ headers }, response) => {
    response.statusCode = 403;
    response.end(JSON.stringify({ kind: 'Status', message: `not with ${headers.authorization}` }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void refusing.close());
  await once(refusing, 'listening');
  const file = join(emptyDirectory(), 'kubeconfig');
  const { port } = refusing.address() as AddressInfo;
  writeFileSync(
    file,
    `current-context: a
clusters: [{ name: a, cluster: { server: "http://127.0.0.1:${port}/" } }]
users: [{ name: a, user: { token: secret } }]
contexts: [{ name: a, context: { cluster: a, user: a } }]
`,
  );
  const line = 'the server answers 403: not with Bearer secret';
  expect(await failure('export', [], { options: { kubeconfig: file } })).toBe(line);
  const input = '{"kind":"A","metadata":{}}';
  expect(await failure('import', [], { options: { kubeconfig: file }, input })).toBe(line);
});

test('whoever reads the output of an export and leaves ends it', async () => {
  const directory = join(emptyDirectory(), 'data');
  await using(directory, async (store) => {
    const value = ['{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":null}}\n'];
    await Promise.all(Array.from({ length: 5000 }, (_, i) => store.put(`/registry/pods/default/p${i}`, value, 0)));
  });
  const { child, ended } = start(['export', '--store', `lmdb:${directory}`]);
  child.stdout?.once('data', () => child.stdout?.destroy());
  // Its output is not read to the end.
  ended.catch(() => {});
  expect((await once(child, 'exit'))[0]).toBe(1);
});

test('a kubeconfig that asks for what is not supported is refused', async () => {
  const file = join(emptyDirectory(), 'kubeconfig');
  const named = (name: string, value: object) => ({ name: 'a', [name]: value });
  const write = (user: object) =>
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'a',
        clusters: [named('cluster', { server: 'http://127.0.0.1:1' })],
        users: [named('user', user)],
        contexts: [named('context', { cluster: 'a', user: 'a' })],
      }),
    );
  write({ exec: { command: 'x' } });
  expect(await failure('export', [], { options: { kubeconfig: file } })).toBe(
    `${file}: a user with "exec" is not supported`,
  );
  writeFileSync(file, '{}');
  expect(await failure('export', [], { options: { kubeconfig: file } })).toBe(
    `${file}: its current context names no server`,
  );
});
