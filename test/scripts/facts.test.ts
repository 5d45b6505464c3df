import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { FACT_FILES } from '../../scripts/facts/fact-files.ts';
import { writeEnvelope } from '../../src/apimachinery/protobuf/envelope.ts';
import { ProtobufWriter } from '../../src/apimachinery/protobuf/protobuf-writer.ts';
import { startServer } from '../../src/index.ts';
import { actionKinds, kinds } from '../../src/kinds/kinds.ts';
import published from '../schemas/data/kubernetes-schemas.json' with { type: 'json' };

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/facts.ts');
const ALL_THERE = 'all facts are there\n';

const reference = (name: string) => ({ allOf: [{ $ref: `#/components/schemas/${name}` }] });
const SCHEMAS = {
  'io.k8s.api.toys.v1.Toy': {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { default: {}, ...reference('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta') },
      wheels: { type: 'integer', format: 'int32' },
      bought: reference('io.k8s.apimachinery.pkg.apis.meta.v1.Time'),
      horn: { type: 'array', items: { default: {}, ...reference('io.k8s.api.toys.v1.Horn') } },
    },
    'x-kubernetes-group-version-kind': [{ group: 'toys', kind: 'Toy', version: 'v1' }],
  },
  'io.k8s.api.toys.v1.Horn': { type: 'object', required: ['tone'], properties: { tone: { type: 'string' } } },
  'io.k8s.api.toys.v1.Unrelated': { type: 'object', properties: {} },
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object', properties: { name: { type: 'string' } } },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
};
const MESSAGES = {
  'k8s.io.api.toys.v1.Toy': [
    [1, 'metadata', 'k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta'],
    [3, 'wheels', 'int32'],
    [2, 'bought', 'k8s.io.apimachinery.pkg.apis.meta.v1.Time'],
    [4, 'horn', 'repeated Horn'],
  ],
  'k8s.io.api.toys.v1.Horn': [[7, 'tone', 'string']],
  'k8s.io.api.toys.v1.Unrelated': [],
  'k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta': [[1, 'name', 'string']],
};
const GO = `package v1
type Toy struct {
	metav1.TypeMeta \`json:",inline"\`
	metav1.ObjectMeta \`json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"\`
	// +optional
	Wheels *int32 \`json:"wheels,omitempty"\`
	Bought metav1.Time \`json:"bought,omitempty"\`
	Horn []Horn \`json:"horn,omitempty"\`
}
type Horn struct {
	Tone string \`json:"tone"\`
}
`;

const route = (method: string, path: string, action: string) => ({ method, path, action, kind: 'Toy' });
const ROUTES = [
  route('GET', '/apis/toys/v1/namespaces/{namespace}/toys', 'list'),
  route('GET', '/apis/toys/v1/namespaces/{namespace}/toys/{name}', 'get'),
  route('GET', '/apis/toys/v1/watch/toys', 'watchlist'),
  { ...route('GET', '/apis/toys/v1/namespaces/{namespace}/games', 'list'), kind: 'Game' },
];

async function folder(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'podledger-facts-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

/** What Kubernetes publishes, as far as a test needs it. */
function source(): Promise<string> {
  const get = { kind: 'Toy', apiVersion: 'toys/v1', metadata: { name: 'a', resourceVersion: '7' } };
  const writer = new ProtobufWriter(0);
  writeEnvelope(writer, get, () => writer.raw(Buffer.from('0a030a0161', 'hex')));
  const stored = {
    object: 'minimal',
    json: { value: JSON.stringify(get) },
    protobuf: { value: writer.finish().toString('base64'), get },
  };
  return folder({
    'schemas-all.json': JSON.stringify(SCHEMAS),
    'protobuf-all.json': JSON.stringify(MESSAGES),
    'routes-all.json': JSON.stringify(ROUTES),
    'etcd.json': JSON.stringify({ objects: [stored], also: [] }),
    'go/api/toys/v1/types.go': GO,
  });
}

/** A project that knows the facts of no kind. */
function project(): Promise<string> {
  return folder({
    [FACT_FILES.schemas]: '{\n}\n',
    [FACT_FILES.messages]: '{\n}\n',
    [FACT_FILES.presence]: '{}\n',
    [FACT_FILES.routes]: '[\n]\n',
    [FACT_FILES.golden]: gzipSync('{"name":"v1 Pod empty","protobuf":"","json":{}}\n'),
    [FACT_FILES.numbers]: 'export const PROTOBUF_FIELDS = {\n};\n',
  });
}

async function facts(...args: readonly string[]): Promise<string> {
  return (await run(process.execPath, [SCRIPT, ...args])).stdout;
}

test('npm run facts -- KIND takes all that a kind refers to, and nothing else, once', async () => {
  const [from, into] = [await source(), await project()];
  const take = () => facts('Toy', '--from', from, '--into', into, '--go', join(from, 'go'));
  expect((await take()).split('\n').filter((line) => line !== '')).toHaveLength(Object.keys(FACT_FILES).length);

  const text = async (file: string) => await readFile(join(into, file), 'utf8');
  const json = async (file: string): Promise<unknown> => JSON.parse(await text(file));
  const { 'io.k8s.api.toys.v1.Unrelated': _, ...schemas } = SCHEMAS;
  const { 'k8s.io.api.toys.v1.Unrelated': __, ...messages } = MESSAGES;
  expect(await json(FACT_FILES.schemas)).toEqual(schemas);
  expect(await json(FACT_FILES.messages)).toEqual(messages);
  expect(await json(FACT_FILES.routes)).toEqual(ROUTES.filter(({ kind }) => kind === 'Toy'));
  expect(await json(FACT_FILES.presence)).toEqual({
    explicit: ['Toy.wheels'],
    embedded: ['Toy.metadata', 'Toy.bought'],
    omitZero: [],
  });
  expect(await text(FACT_FILES.numbers)).toBe(
    [
      'export const PROTOBUF_FIELDS = {',
      "  'io.k8s.api.toys.v1.Horn': 'tone=7',",
      "  'io.k8s.api.toys.v1.Toy': 'metadata=1 wheels=3 bought=2 horn=4',",
      "  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': 'name=1',",
      '};\n',
    ].join('\n'),
  );
  const golden = gunzipSync(await readFile(join(into, FACT_FILES.golden))).toString();
  expect(
    golden
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { name: 'toys/v1 Toy minimal', json: { kind: 'Toy', metadata: { name: 'a' } } },
    { name: 'toys/v1 ToyList recorded', json: { kind: 'ToyList', items: [{ metadata: { name: 'a' } }] } },
  ]);
  // The version of the object is etcd's, and the item's bytes are its own, as field 2 of the list.
  expect(golden).not.toContain('resourceVersion');
  expect(golden).toContain('12050a030a0161');

  expect(await take()).toBe(ALL_THERE);
});

test('npm run facts -- KIND takes what a server publishes, and its objects', async () => {
  const [from, into, server] = [await source(), await project(), await startServer()];
  onTestFinished(() => server.close());
  await fetch(`${server.url}/api/v1/namespaces/default/configmaps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"metadata":{"name":"c"},"data":{"a":"b"}}',
  });
  await facts('ConfigMap', '--server', server.url, '--from', from, '--into', into, '--go', join(from, 'go'));
  const schemas = JSON.parse(await readFile(join(into, FACT_FILES.schemas), 'utf8'));
  const name = 'io.k8s.api.core.v1.ConfigMapList';
  expect(schemas[name]).toEqual(published[name]);
  const routes: readonly { readonly path: string }[] = JSON.parse(
    await readFile(join(into, FACT_FILES.routes), 'utf8'),
  );
  expect(routes.map(({ path }) => path)).toContain('/api/v1/namespaces/{namespace}/configmaps/{name}');
  const golden = gunzipSync(await readFile(join(into, FACT_FILES.golden))).toString();
  expect(golden).toContain('"v1 ConfigMap c"');
});

test.each([
  ['Nothing', 'there is no kind Nothing\n'],
  ['Event', 'Event may be v1/Event or events.k8s.io/v1/Event: name one of them\n'],
])('npm run facts -- %s exits with 1 and says why', async (name, stderr) => {
  const from = await source();
  await writeFile(join(from, 'schemas-all.json'), JSON.stringify(published));
  const taken = facts(name, '--from', from, '--go', join(from, 'go'), '--into', await project());
  await expect(taken).rejects.toMatchObject({ code: 1, stderr });
});

test('the facts of the kinds that are served are those that Kubernetes publishes', async ({ skip }) => {
  const shared = process.env.PODLEDGER_SHARED;
  if (shared === undefined) return skip('PODLEDGER_SHARED names no folder with what Kubernetes publishes');
  const into = await folder({});
  for (const file of Object.values(FACT_FILES)) await cp(join(ROOT, file), join(into, file));
  // Custom resource definitions cannot be written yet; their schema has a test of its own.
  const names = [...kinds, ...actionKinds].flatMap(({ kind: { group, version, kind } }) =>
    group === 'apiextensions.k8s.io' ? [] : `${group === '' ? '' : `${group}/`}${version}/${kind}`,
  );
  expect(await facts(...names, '--from', join(shared, 'reference'), '--into', into)).toBe(ALL_THERE);
});
