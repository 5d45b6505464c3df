import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, type HttpAnswer, PODS, send, serve } from '../support/http.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

let made = 0;
async function newPod(metadata: object = {}): Promise<string> {
  made += 1;
  await createPod(server, `p${made}`, { metadata });
  return `p${made}`;
}

const patch = (path: string, type: string, body: unknown): Promise<HttpAnswer> =>
  send(server, 'PATCH', `${PODS}/${path}`, { headers: { 'content-type': type }, body });

const labelled = (labels: object): object => ({ metadata: { labels } });

describe('what a patch leaves out of kube-apiserver is refused', () => {
  test.each(['application/json', 'application/yaml', 'application/apply-patch+cbor', 'text/plain'])(
    '%s is 415, before anything else',
    async (type) => {
      const answer = await patch('nobody?dryRun=bad', type, '{}');
      expect(answer.json()).toMatchObject({
        message: '415: Unsupported Media Type',
        reason: 'UnsupportedMediaType',
        details: {},
        code: 415,
      });
    },
  );

  test('force is 422', async () => {
    expect((await patch('nobody?force=true', MERGE_PATCH, '{}')).json()).toMatchObject({
      message: 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
      code: 422,
    });
  });

  test.each([
    [JSON_PATCH, '[{"op":"add","path":"/metadata/labels","value":{}}]'],
    [MERGE_PATCH, '{"metadata":{"labels":{"a":"b"}}}'],
    [STRATEGIC, '{"metadata":{"labels":{"a":"b"}}}'],
    [MERGE_PATCH, 'not JSON'],
  ])('%s of a pod that does not exist is 404', async (type, body) => {
    expect((await patch('nobody', type, body)).status).toBe(404);
    expect((await send(server, 'GET', `${PODS}/nobody`)).status).toBe(404);
  });
});

describe('each type of patch', () => {
  test.each([
    [JSON_PATCH, [{ op: 'add', path: '/metadata/labels/b', value: '2' }]],
    [MERGE_PATCH, labelled({ b: '2' })],
    [STRATEGIC, labelled({ b: '2' })],
    ['application/merge-patch+json; charset=utf-8', labelled({ b: '2' })],
  ])('%s changes what it names', async (type, body) => {
    const name = await newPod({ labels: { a: '1' } });
    const answer = await patch(name, type, body);
    expect(answer.status).toBe(200);
    expect(answer.json().metadata.labels).toEqual({ a: '1', b: '2' });
    expect((await send(server, 'GET', `${PODS}/${name}`)).json().metadata).toEqual(answer.json().metadata);
  });

  test.each([
    [JSON_PATCH, []],
    [JSON_PATCH, [{ op: 'test', path: '/metadata/labels/a', value: '1' }]],
    [MERGE_PATCH, labelled({ a: '1' })],
    [STRATEGIC, labelled({ a: '1' })],
    [STRATEGIC, null],
  ])('%s that changes nothing writes nothing: %j', async (type, body) => {
    const name = await newPod({ labels: { a: '1' } });
    const before = (await send(server, 'GET', `${PODS}/${name}`)).json().metadata.resourceVersion;
    const answer = await patch(name, type, JSON.stringify(body));
    expect(answer.status).toBe(200);
    expect(answer.json().metadata.resourceVersion).toBe(before);
  });

  test.each([
    [JSON_PATCH, [{ op: 'replace', path: '/metadata/name', value: 'other' }]],
    [MERGE_PATCH, { metadata: { name: 'other' } }],
    [STRATEGIC, { metadata: { name: 'other' } }],
  ])('%s cannot rename', async (type, body) => {
    const name = await newPod();
    expect((await patch(name, type, body)).json()).toMatchObject({
      message: `the name of the object (other) does not match the name on the URL (${name})`,
      code: 400,
    });
  });

  test('cannot move to another namespace, nor leave the name out', async () => {
    const name = await newPod();
    expect((await patch(name, MERGE_PATCH, { metadata: { namespace: 'other' } })).json()).toMatchObject({
      message: 'the namespace of the provided object does not match the namespace sent on the request',
      code: 400,
    });
    expect((await patch(name, STRATEGIC, { $patch: 'delete' })).json()).toMatchObject({
      message: `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
      code: 400,
    });
  });

  test.each([JSON_PATCH, MERGE_PATCH])('%s cannot change the kind', async (type) => {
    const body = type === JSON_PATCH ? [{ op: 'replace', path: '/kind', value: 'Node' }] : { kind: 'Node' };
    const answer = (await patch(await newPod(), type, body)).json();
    expect(answer).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(answer.message).toContain('converting (v1.Node) to (core.Pod): unknown conversion');
  });

  test('a strategic merge patch with another kind is taken, and changes no kind', async () => {
    expect((await patch(await newPod(), STRATEGIC, { kind: 'Node' })).json()).toMatchObject({ kind: 'Pod' });
  });
});

describe('metadata.resourceVersion in a patch', () => {
  test('that is stale is 409', async () => {
    const name = await newPod();
    expect((await patch(name, MERGE_PATCH, { metadata: { resourceVersion: '1' } })).json()).toMatchObject({
      reason: 'Conflict',
      code: 409,
    });
  });

  test('that is current is taken once, by one of two', async () => {
    const name = await newPod();
    const { resourceVersion } = (await send(server, 'GET', `${PODS}/${name}`)).json().metadata;
    const versioned = (labels: object) => patch(name, MERGE_PATCH, { metadata: { resourceVersion, labels } });
    const answers = await Promise.all([versioned({ a: '1' }), versioned({ b: '1' })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('that is missing lets every one of many patches at once take effect', async () => {
    const name = await newPod();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answers = await Promise.all(
      keys.map((key, i) => patch(name, i % 2 === 0 ? STRATEGIC : MERGE_PATCH, labelled({ [key]: '1' }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200));
    const { labels } = (await send(server, 'GET', `${PODS}/${name}`)).json().metadata;
    expect(Object.keys(labels as object)).toEqual(keys);
  });
});

describe('fields that the schema does not have', () => {
  const unknown = { status: { surprise: 1, message: 'm' }, bogus: 1 };

  test.each([MERGE_PATCH, STRATEGIC])('%s: are warnings', async (type) => {
    const answer = await patch(`${await newPod()}/status`, type, unknown);
    expect(answer.status).toBe(200);
    expect(answer.warnings.toSorted()).toEqual([
      '299 - "unknown field \\"bogus\\""',
      '299 - "unknown field \\"status.surprise\\""',
    ]);
  });

  test.each([MERGE_PATCH, STRATEGIC])('%s: are refused with 422 under Strict', async (type) => {
    const answer = await patch(`${await newPod()}/status?fieldValidation=Strict`, type, unknown);
    expect(answer.status).toBe(422);
    expect(answer.json().message).toMatch(
      /^ "" is invalid: patch: Invalid value: ".*strict decoding error: unknown field/,
    );
    expect(answer.json().message).toContain('unknown field "status.surprise"');
  });

  test.each([MERGE_PATCH, STRATEGIC])('%s: are passed over under Ignore', async (type) => {
    const answer = await patch(`${await newPod()}/status?fieldValidation=Ignore`, type, unknown);
    expect(answer).toMatchObject({ status: 200, warnings: [] });
    expect(answer.json()).not.toHaveProperty('bogus');
  });

  test('members that stand twice in the patch are told as well', async () => {
    const answer = await patch(await newPod(), STRATEGIC, '{"metadata":{"labels":{"a":"1","a":"2"}}}');
    expect(answer.warnings).toEqual(['299 - "duplicate field \\"metadata.labels.a\\""']);
    expect(answer.json().metadata.labels).toEqual({ a: '2' });
  });

  test('are told in the order of sorted keys, but for the values of a JSON patch, which stay as they are written', async () => {
    const name = await newPod();
    const merged = await patch(`${name}?dryRun=All`, MERGE_PATCH, '{"zz":1,"spec":{"bogus":1,"Bogus":2},"aa":1}');
    expect(merged.warnings).toEqual(
      ['aa', 'spec.Bogus', 'spec.bogus', 'zz'].map((field) => `299 - "unknown field \\"${field}\\""`),
    );
    const value = '{"uid":"u","zz":1,"kind":"Node","aa":2,"name":"n","apiVersion":"v1","zz":3,"uid":"v"}';
    const operations = `[{"op":"add","path":"/spec/y","value":1},{"op":"add","path":"/metadata/ownerReferences","value":[${value}]}]`;
    const patched = await patch(`${name}?dryRun=All`, JSON_PATCH, operations);
    expect(patched.warnings).toEqual(
      [
        'json patch duplicate field "[1].value[0].zz"',
        'json patch duplicate field "[1].value[0].uid"',
        'unknown field "metadata.ownerReferences[0].zz"',
        'unknown field "metadata.ownerReferences[0].aa"',
        'duplicate field "metadata.ownerReferences[0].uid"',
        'unknown field "spec.y"',
      ].map((text) => `299 - "${text.replaceAll('"', '\\"')}"`),
    );
    expect(patched.json().metadata.ownerReferences).toMatchObject([{ uid: 'v' }]);
  });

  test('stand in the order of sorted keys in the document that is refused', async () => {
    const answer = await patch(`${await newPod()}?fieldValidation=Strict`, JSON_PATCH, [
      { op: 'replace', path: '', value: { zz: { b: 1, a: 2 }, aa: 1 } },
    ]);
    expect(answer.json().message).toBe(
      ' "" is invalid: patch: Invalid value: "{\\"aa\\":1,\\"zz\\":{\\"b\\":1,\\"a\\":2}}": ' +
        'strict decoding error: unknown field "aa", unknown field "zz"',
    );
  });

  test('are told where the result is refused, too', async () => {
    const body = { metadata: { labels: { a: 'not a label!' } }, bogus: 1 };
    const answer = await patch(await newPod(), MERGE_PATCH, body);
    expect(answer).toMatchObject({ status: 422, warnings: ['299 - "unknown field \\"bogus\\""'] });
  });
});

test('the media type of a patch has to be written in lower case', async () => {
  const name = await newPod();
  expect((await patch(name, 'Application/Merge-Patch+JSON', {})).status).toBe(415);
  expect((await patch(name, `${MERGE_PATCH}; charset=utf-8`, {})).status).toBe(200);
});

describe('a patch that changes what kind of object it is', () => {
  test.each([
    [MERGE_PATCH, { apiVersion: null }],
    [MERGE_PATCH, { apiVersion: '', kind: null }],
    [JSON_PATCH, [{ op: 'remove', path: '/apiVersion' }]],
  ])('%s: has lost everything without its version', async (type, body) => {
    const name = await newPod();
    const answer = await patch(name, type, body);
    expect(answer.status).toBe(400);
    expect(answer.json().message).toBe(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
    expect(answer.warnings).toEqual(
      ['metadata', 'spec', 'status'].map((field) => `299 - "unknown field \\"${field}\\""`),
    );
  });

  test('may leave out what kind it is', async () => {
    expect((await patch(await newPod(), MERGE_PATCH, { kind: null })).status).toBe(200);
  });

  test.each([
    [
      { apiVersion: 'apps/v1' },
      'no kind "Pod" is registered for version "apps/v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [{ kind: 'Node' }, 'converting (v1.Node) to (core.Pod): unknown conversion'],
    [{ apiVersion: 'a/b/c' }, 'unexpected GroupVersion string: a/b/c'],
    [
      { kind: 5 },
      "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string",
    ],
  ])('%j is refused with 422', async (body: object, why: string) => {
    const answer = await patch(await newPod(), MERGE_PATCH, body);
    expect(answer.status).toBe(422);
    expect(answer.json().message).toSatisfy((message: string) => message.endsWith(`: ${why}`));
  });
});

describe('values of a wrong type', () => {
  test.each([
    [{ status: { phase: 5 } }, 'map[status:map[phase:5]]', 'cannot convert int64 to v1.PodPhase'],
    [{ status: { phase: true } }, 'map[status:map[phase:true]]', 'unrecognized type: string'],
    [{ status: { conditions: 'x' } }, 'map[status:map[conditions:x]]', 'cannot restore slice from string'],
    [{ status: 'x' }, 'map[status:x]', 'cannot restore struct from: string'],
    [{ metadata: { labels: [] } }, 'map[metadata:map[labels:[]]]', 'cannot restore map from slice'],
    [{ metadata: { generation: 1.5 } }, 'map[metadata:map[generation:1.5]]', 'cannot convert float64 to int64'],
    [{ metadata: { generation: 'x' } }, 'map[metadata:map[generation:x]]', 'unrecognized type: int64'],
  ])('%j in a strategic merge patch is 422', async (body, shown, why) => {
    const message = `Invalid value: "${shown}": ${why}`;
    expect((await patch(`${await newPod()}/status`, STRATEGIC, body)).json()).toMatchObject({
      message: ` "" is invalid: patch: ${message}`,
      details: { causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }] },
      reason: 'Invalid',
      code: 422,
    });
  });

  test('a float that is whole is an integer to a strategic merge patch, and not to a merge patch', async () => {
    const body = '{"spec":{"activeDeadlineSeconds":30.0}}';
    const answer = await patch(await newPod(), STRATEGIC, body);
    expect(answer.json()).toMatchObject({ spec: { activeDeadlineSeconds: 30 } });
    expect((await patch(await newPod(), MERGE_PATCH, body)).status).toBe(422);
  });

  test('in a merge patch are shown with the object that it makes', async () => {
    const answer = (await patch(`${await newPod()}/status`, MERGE_PATCH, { status: { phase: 5 } })).json();
    expect(answer.code).toBe(422);
    expect(answer.message).toMatch(
      /^ "" is invalid: patch: Invalid value: ".*\\"spec\\":.*": json: cannot unmarshal number/,
    );
  });
});

test('a status patch leaves the spec alone, though it may test it', async () => {
  const name = await newPod();
  const operations = [
    { op: 'test', path: '/spec/containers/0/name', value: 'main' },
    { op: 'replace', path: '/spec/nodeName', value: 'n' },
    { op: 'add', path: '/status/message', value: 'm' },
  ];
  const answer = await patch(`${name}/status`, JSON_PATCH, operations);
  expect(answer.json()).toMatchObject({ status: { message: 'm' }, spec: { containers: [{ name: 'main' }] } });
  expect(answer.json().spec).not.toHaveProperty('nodeName');
});

test('a dry run stores nothing', async () => {
  const name = await newPod();
  const answer = await patch(`${name}?dryRun=All`, STRATEGIC, labelled({ a: '1' }));
  expect(answer.json().metadata.labels).toEqual({ a: '1' });
  expect((await send(server, 'GET', `${PODS}/${name}`)).json().metadata).not.toHaveProperty('labels');
});

test('a patch that is nested too deeply is 400, and the server goes on', async () => {
  const deep = `${'{"a":'.repeat(9_990)}1${'}'.repeat(9_990)}`;
  for (const type of [MERGE_PATCH, STRATEGIC]) {
    expect((await patch(await newPod(), type, deep)).status).toBeOneOf([200, 400]);
  }
  expect((await patch(await newPod(), MERGE_PATCH, '['.repeat(10_001))).status).toBe(400);
});
