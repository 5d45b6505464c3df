import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { type HttpAnswer, send, serve } from '../support/http.ts';

const PODS = '/api/v1/namespaces/default/pods';
const APPLY = 'application/apply-patch+yaml';

let server: PodledgerServer;
let seconds = 0;
let pods = 0;

beforeAll(async () => {
  server = await serve({ now: () => Date.UTC(2020, 0, 2, 3, 4, seconds) });
});
afterAll(() => server.close());

const freshName = (): string => {
  pods += 1;
  return `p${pods}`;
};

const pod = (name: string, labels: object = {}, image = 'app:1') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: { containers: [{ name: 'main', image }] },
});

/** What a configuration says of a pod that is there already. */
const said = (name: string, parts: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, ...parts });

const apply = (path: string, manager: string, body: unknown, query = ''): Promise<HttpAnswer> =>
  send(server, 'PATCH', `${PODS}/${path}?fieldManager=${manager}${query}`, {
    headers: { 'content-type': APPLY },
    body,
  });

const patch = (path: string, manager: string, body: unknown, type = 'merge-patch'): Promise<HttpAnswer> =>
  send(server, 'PATCH', `${PODS}/${path}?fieldManager=${manager}`, {
    headers: { 'content-type': `application/${type}+json` },
    body,
  });

const get = async (name: string): Promise<HttpAnswer> => send(server, 'GET', `${PODS}/${name}`);

interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly time?: string;
  readonly subresource?: string;
  readonly fieldsV1: object;
}

const entries = (answer: HttpAnswer): Entry[] => (answer.json().metadata.managedFields ?? []) as Entry[];
const managers = (answer: HttpAnswer): string[] =>
  entries(answer).map(({ manager, operation }) => `${manager} ${operation}`);

describe('an apply', () => {
  test('creates the object where there is none, and is answered with 201', async () => {
    const name = freshName();
    const made = await apply(name, 'one', pod(name, { a: '1' }));
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({ metadata: { labels: { a: '1' } }, spec: { restartPolicy: 'Always' } });
    expect(entries(made)).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        time: expect.any(String),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:a': {} } },
          'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
        },
      },
    ]);
  });

  test('to a subresource of nothing is 404', async () => {
    const name = freshName();
    expect((await apply(`${name}/status`, 'one', said(name, { status: { phase: 'Running' } }))).status).toBe(404);
  });

  test('of the same again writes nothing, not even a time', async () => {
    const name = freshName();
    const once = await apply(name, 'one', pod(name, { a: '1' }));
    seconds += 1;
    const twice = await apply(name, 'one', pod(name, { a: '1' }));
    expect(twice.status).toBe(200);
    expect(twice.text).toBe(once.text);
  });

  test('takes out what its manager applied before, unless another one applies it too', async () => {
    const name = freshName();
    await apply(name, 'one', pod(name, { a: '1', b: '2' }));
    await apply(name, 'two', said(name, { metadata: { name, labels: { b: '2' } } }));
    expect((await apply(name, 'one', pod(name))).json().metadata.labels).toEqual({ b: '2' });
    expect((await apply(name, 'two', said(name, {}))).json().metadata.labels).toBeUndefined();
  });

  test('may be YAML', async () => {
    const name = freshName();
    const yaml = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: main\n    image: app:1\n    ports:\n    - containerPort: 80\n`;
    const made = await apply(name, 'one', yaml);
    expect(made.status).toBe(201);
    // The protocol that the configuration leaves out is part of the key all the same.
    expect(JSON.stringify(entries(made))).toContain(
      'k:{\\\\\\"containerPort\\\\\\":80,\\\\\\"protocol\\\\\\":\\\\\\"TCP\\\\\\"}'.replaceAll('\\\\\\', '\\'),
    );
  });

  test('that is a dry run says what would be and leaves nothing', async () => {
    const name = freshName();
    expect((await apply(name, 'one', pod(name), '&dryRun=All')).status).toBe(201);
    expect((await get(name)).status).toBe(404);
  });

  test('that creates keeps what the configuration says of deletion', async () => {
    const name = freshName();
    const deletion = { deletionTimestamp: '2020-01-01T00:00:00Z', deletionGracePeriodSeconds: 3 };
    const configuration = { ...pod(name), metadata: { name, ...deletion } };
    expect((await apply(name, 'one', configuration)).status).toBe(201);
    expect((await get(name)).json().metadata).toMatchObject(deletion);
  });

  test.each(['5', '0'])('that creates minds no version (%s), and answers it where it is a dry run', async (version) => {
    const name = freshName();
    const configuration = { ...pod(name), metadata: { name, resourceVersion: version } };
    const tried = await apply(name, 'one', configuration, '&dryRun=All');
    expect([tried.status, tried.json().metadata.resourceVersion]).toEqual([201, version]);
    expect((await apply(name, 'one', configuration)).status).toBe(201);
  });

  test('that creates is answered with 500 where the version is no number', async () => {
    const name = freshName();
    const answer = await apply(name, 'one', { ...pod(name), metadata: { name, resourceVersion: '5x' } });
    expect([answer.status, answer.json().message]).toEqual([500, 'strconv.ParseUint: parsing "5x": invalid syntax']);
  });

  test('names a version as a precondition', async () => {
    const name = freshName();
    const made = await apply(name, 'one', pod(name));
    const version = String(made.json().metadata.resourceVersion);
    const configuration = (resourceVersion: string) =>
      said(name, { metadata: { name, resourceVersion, annotations: { a: '1' } } });
    expect((await apply(name, 'two', configuration('1'))).status).toBe(409);
    expect((await apply(name, 'two', configuration(version))).status).toBe(200);
  });

  test('of an object with a uid is 409 where there is none', async () => {
    const name = freshName();
    const { metadata, ...others } = pod(name);
    const answer = await apply(name, 'one', { ...others, metadata: { ...metadata, uid: 'u' } });
    expect(answer.json()).toMatchObject({
      code: 409,
      message: `Operation cannot be fulfilled on pods "${name}": uid mismatch: the provided object specified uid u, and no existing object was found`,
    });
  });
});

describe('a conflict', () => {
  const conflicting = async (): Promise<string> => {
    const name = freshName();
    await apply(name, 'one', pod(name, { a: '1' }));
    await patch(name, 'hand', { metadata: { annotations: { n: '1' } } });
    return name;
  };

  test('is 409 and names each manager with its fields', async () => {
    const name = await conflicting();
    const other = said(name, { metadata: { name, labels: { a: '2' }, annotations: { n: '2' } } });
    expect((await apply(name, 'two', other)).json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'Apply failed with 2 conflicts: conflicts with "hand" using v1:\n- .metadata.annotations.n\nconflicts with "one":\n- .metadata.labels.a',
      reason: 'Conflict',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "hand" using v1',
            field: '.metadata.annotations.n',
          },
          { reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.metadata.labels.a' },
        ],
      },
      code: 409,
    });
  });

  test('is none where both say the same', async () => {
    const name = await conflicting();
    const answer = await apply(name, 'two', said(name, { metadata: { name, labels: { a: '1' } } }));
    expect(managers(answer)).toEqual(expect.arrayContaining(['one Apply', 'two Apply']));
  });

  test.each(['force=true', 'force=1', 'force='])('is settled by %s', async (force) => {
    const name = await conflicting();
    const answer = await apply(name, 'two', said(name, { metadata: { name, labels: { a: '2' } } }), `&${force}`);
    expect(answer.json().metadata.labels).toEqual({ a: '2' });
    const owner = entries(answer).find((entry) => JSON.stringify(entry.fieldsV1).includes('f:a'));
    expect(owner?.manager).toBe('two');
  });

  test.each(['force=false', 'force=0'])('is not settled by %s', async (force) => {
    const name = await conflicting();
    expect((await apply(name, 'two', said(name, { metadata: { name, labels: { a: '2' } } }), `&${force}`)).status).toBe(
      409,
    );
  });
});

describe('what cannot be applied', () => {
  const refused = async (configuration: unknown, query = ''): Promise<object> =>
    (await apply('nobody', 'one', configuration, query)).json();
  const broken = (parts: object) => ({ ...pod('nobody'), ...parts });

  test.each([
    ['no kind', { metadata: { name: 'nobody' } }, 400, 'invalid object type: /, Kind='],
    ['another kind', broken({ kind: 'Node' }), 400, 'invalid object type: /v1, Kind=Node'],
    ['another version', broken({ apiVersion: 'apps/v1' }), 400, 'invalid object type: apps/v1, Kind=Pod'],
    [
      'managedFields',
      broken({ metadata: { name: 'nobody', managedFields: [] } }),
      400,
      'metadata.managedFields must be nil',
    ],
    [
      'text',
      '"x"',
      400,
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}',
    ],
    [
      'a field that does not exist',
      broken({ spec: { colour: 1 } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.colour: field not declared in schema',
    ],
    [
      'a map that is text',
      broken({ spec: { nodeSelector: 'x' } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.nodeSelector: expected map, got &{x}',
    ],
    [
      'a list that is a map',
      broken({ spec: { containers: { a: 1 } } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.containers: expected list, got &{map[a:1]}',
    ],
    [
      'a number that is text',
      broken({ spec: { priority: 'x' } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.priority: expected numeric (int or float), got string',
    ],
    [
      'text that is a number',
      broken({ spec: { nodeName: 5 } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.nodeName: expected string, got &value.valueUnstructured{Value:5}',
    ],
    [
      'entries of one key',
      broken({ spec: { containers: [{ name: 'a' }, { name: 'a' }] } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.containers: duplicate entries for key [name="a"]',
    ],
    [
      'an entry that is null',
      broken({ spec: { containers: [null] } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): .spec.containers: element 0: associative list with keys may not have a null element',
    ],
    [
      'several mistakes',
      broken({ spec: { containers: [{ name: 5 }], volumes: 'x' } }),
      500,
      'failed to create typed patch object (/nobody; /v1, Kind=Pod): errors:\n  .spec.containers[name=5].name: expected string, got &value.valueUnstructured{Value:5}\n  .spec.volumes: expected list, got &{x}',
    ],
    [
      'a quantity that is none',
      broken({ spec: { containers: [{ name: 'a', resources: { limits: { cpu: 'much' } } }] } }),
      500,
      expect.stringContaining('failed to convert new object (/nobody; /v1, Kind=Pod) to proper version: '),
    ],
    ['another name', pod('other'), 400, 'the name of the object (other) does not match the name on the URL (nobody)'],
  ])('%s', async (_, configuration, code, message) => {
    expect(await refused(configuration)).toMatchObject({ code, message });
    expect((await get('nobody')).status).toBe(404);
  });

  test('a key that stands twice is told, or refused where validation is strict', async () => {
    const name = freshName();
    const yaml = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  name: ${name}\nspec: {containers: [{name: main, image: a}]}\n`;
    const strict = await apply(name, 'one', yaml, '&fieldValidation=Strict');
    expect(strict.json()).toMatchObject({
      code: 400,
      message: expect.stringContaining('error strict decoding YAML: '),
    });
    const warned = await apply(name, 'one', yaml);
    expect([warned.status, warned.warnings.length]).toEqual([201, 1]);
    expect((await apply(name, 'one', yaml, '&fieldValidation=Ignore')).warnings).toEqual([]);
  });

  test('nothing without a manager, whatever else is wrong', async () => {
    const answer = await send(server, 'PATCH', `${PODS}/p?dryRun=x&fieldManager=`, {
      headers: { 'content-type': APPLY },
      body: '{',
    });
    expect(answer.json()).toMatchObject({
      code: 422,
      message:
        'PatchOptions.meta.k8s.io "" is invalid: [fieldManager: Required value: is required for apply patch, dryRun: Unsupported value: ["x"]: supported values: "All"]',
    });
  });
});

describe('ownership', () => {
  test('goes to whoever writes, by the name of its user agent unless it gives another', async () => {
    const name = freshName();
    const made = await send(server, 'POST', PODS, {
      headers: { 'content-type': 'application/json', 'user-agent': 'kubectl/v1.36.0 (linux/amd64)' },
      body: pod(name, { a: '1' }),
    });
    expect(managers(made)).toEqual(['kubectl Update']);
    const patched = await patch(name, 'hand', { metadata: { labels: { a: '2' } } });
    expect(managers(patched).toSorted()).toEqual(['hand Update', 'kubectl Update']);
  });

  test('of a status is apart from that of the object, and the spec is nobody’s there', async () => {
    const name = freshName();
    await apply(name, 'one', pod(name));
    const answer = await patch(`${name}/status`, 'one', { spec: { nodeName: 'n' }, status: { message: 'x' } });
    expect(entries(answer).find(({ subresource }) => subresource === 'status')).toMatchObject({
      manager: 'one',
      operation: 'Update',
      fieldsV1: { 'f:status': { 'f:message': {} } },
    });
  });

  test('of a field that is changed in value alone keeps its set and gets a new time', async () => {
    const name = freshName();
    await apply(name, 'one', pod(name));
    const before = entries(await patch(`${name}/status`, 'kubelet', { status: { message: 'a' } }));
    seconds += 1;
    const after = entries(await patch(`${name}/status`, 'kubelet', { status: { message: 'b' } }));
    const [old, next] = [before, after].map((all) => all.find(({ manager }) => manager === 'kubelet'));
    expect(next?.fieldsV1).toEqual(old?.fieldsV1);
    expect(Date.parse(next?.time ?? '')).toBe(Date.parse(old?.time ?? '') + 1000);
  });

  test.each([
    ['json-patch', [{ op: 'replace', path: '/metadata/managedFields', value: [{}] }]],
    ['merge-patch', { metadata: { managedFields: [] } }],
    ['merge-patch', { metadata: { managedFields: [{}] } }],
  ])('is cleared by a %s of %j', async (type, body) => {
    const name = freshName();
    await apply(name, 'one', pod(name, { a: '1' }));
    const cleared = await patch(name, 'hand', body, type);
    expect(cleared.json().metadata).not.toHaveProperty('managedFields');
    // From the next apply on it is kept track of again.
    const conflict = await apply(name, 'two', said(name, { metadata: { name, labels: { a: '2' } } }));
    expect(conflict.json().message).toContain('conflict with "before-first-apply" using v1: .metadata.labels.a');
  });

  test('is what a client says it is, where that makes sense', async () => {
    const name = freshName();
    const [entry] = entries(await apply(name, 'one', pod(name)));
    const withManager = (manager: string) => ({ metadata: { managedFields: [{ ...entry, manager }] } });
    expect(managers(await patch(name, 'hand', withManager('other')))).toEqual(['other Apply']);
    expect((await patch(name, 'hand', withManager('x'.repeat(129)))).json()).toMatchObject({
      code: 422,
      message: `Pod "${name}" is invalid: metadata.managedFields[0].manager: Too long: may not be more than 128 bytes`,
    });
    const broken = await patch(name, 'hand', { metadata: { managedFields: [{ operation: 'Steal' }] } });
    expect(managers(broken)).toEqual(['other Apply']);
  });
});

test('eight writers, each applying a condition of its own 50 times, lose nothing and see no conflict', async () => {
  const name = freshName();
  await apply(name, 'one', pod(name));
  const condition = (writer: number, turn: number) => ({
    type: `example.com/w${writer}`,
    status: turn % 2 === 0 ? 'True' : 'False',
    message: String(turn),
    lastProbeTime: null,
    lastTransitionTime: null,
  });
  const write = async (writer: number): Promise<number[]> => {
    const codes: number[] = [];
    for (let turn = 1; turn <= 50; turn += 1) {
      const status = { conditions: [condition(writer, turn)] };
      codes.push((await apply(`${name}/status`, `w${writer}`, said(name, { status }))).status);
    }
    return codes;
  };
  const codes = await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  expect(new Set(codes.flat())).toEqual(new Set([200]));
  const { status } = (await get(name)).json<{
    status: { conditions: { type: string; message: string }[] };
  }>();
  expect(status.conditions.map(({ type, message }) => `${type} ${message}`).toSorted()).toEqual(
    Array.from({ length: 8 }, (_, writer) => `example.com/w${writer} 50`),
  );
});
