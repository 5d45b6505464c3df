import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Pod, PodList } from '../../../schemas/core/v1/pod.ts';
import { APIResourceList } from '../../../schemas/meta/v1/api-resource.ts';
import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import { Status } from '../../../schemas/meta/v1/status.ts';
import { decodeProtobuf } from '../../../src/apimachinery/protobuf/decode-protobuf.ts';
import { encodeProtobuf } from '../../../src/apimachinery/protobuf/encode-protobuf.ts';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../../support/http.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const SENT = { 'content-type': PROTOBUF };
const ASKED = { accept: PROTOBUF };
const STATUS_KIND = { group: '', version: 'v1', kind: 'Status' };
const POD_KIND = { group: '', version: 'v1', kind: 'Pod' };

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'p', { metadata: { annotations: { b: '2', a: 'é' } } });
});
afterAll(() => server.close());

const protobuf = (body: object): Buffer => encodeProtobuf(JSON.stringify(body), () => Pod);
/** An object without what is only in JSON, since Go leaves it out of what it has by pointer. */
const plain = (object: unknown): unknown => JSON.parse(JSON.stringify(object));

describe('a body in protobuf', () => {
  test('makes the same object as in JSON', async () => {
    const body = { spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }] } };
    const created = await send(server, 'POST', PODS, { headers: SENT, body: protobuf(podBody('same', body)) });
    const json = await send(server, 'POST', `${PODS}?dryRun=All`, {
      headers: { 'content-type': 'application/json' },
      body: podBody('same-too', body),
    });
    expect(created.status).toBe(201);
    expect(created.json().spec).toEqual(json.json().spec);
    expect(created.warnings).toEqual([]);
  });

  test('is taken for the kind of its path where it names none', async () => {
    const nameless = encodeProtobuf(JSON.stringify({ ...podBody('nameless'), kind: '', apiVersion: '' }), () => Pod);
    expect((await send(server, 'POST', PODS, { headers: SENT, body: nameless })).status).toBe(201);
  });

  test('replaces a status, and options of a deletion are read', async () => {
    await createPod(server, 'gone');
    const replaced = await send(server, 'PUT', `${PODS}/gone/status`, {
      headers: SENT,
      body: protobuf(podBody('gone', { status: { phase: 'Running', hostIP: '10.0.0.1' } })),
    });
    expect(replaced.json().status).toMatchObject({ phase: 'Running', hostIP: '10.0.0.1' });
    const options = (uid: string): Buffer =>
      encodeProtobuf(
        JSON.stringify({ kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, preconditions: { uid } }),
        () => DeleteOptions,
      );
    const remove = (uid: string) => send(server, 'DELETE', `${PODS}/gone`, { headers: SENT, body: options(uid) });
    expect((await remove('another')).status).toBe(409);
    expect((await remove(replaced.json().metadata.uid as string)).status).toBe(200);
    expect((await send(server, 'GET', `${PODS}/gone`)).status).toBe(404);
  });

  test.each([
    [
      'no envelope',
      Buffer.from('phase'),
      'the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (7068617365)',
    ],
    ['nothing', Buffer.alloc(0), 'the object provided is unrecognized (must be of type Pod): empty data (<empty>)'],
    [
      'an empty envelope',
      Buffer.from('k8s\0'),
      'the object provided is unrecognized (must be of type Pod): empty body (6b387300)',
    ],
    [
      'a broken envelope',
      Buffer.from('k8s\0\x0a\xff', 'latin1'),
      'the object provided is unrecognized (must be of type Pod): unexpected EOF (6b3873000aff)',
    ],
    [
      'another kind',
      encodeProtobuf('{"kind":"ConfigMap","apiVersion":"v1"}', () => Status),
      'ConfigMap in version "v1" cannot be handled as a Pod: converting (v1.ConfigMap) to (core.Pod): unknown conversion',
    ],
    [
      'a message that ends too early',
      Buffer.from('k8s\0\x12\x02\x0a\x05', 'latin1'),
      'Pod in version "v1" cannot be handled as a Pod: unexpected EOF',
    ],
    [
      'an amount that is none',
      protobuf(podBody('x', { spec: { overhead: { cpu: 'much' } } })),
      `Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ],
  ])('%s is answered 400 BadRequest', async (_, body, message) => {
    const answer = await send(server, 'POST', PODS, { headers: SENT, body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ reason: 'BadRequest', message });
  });

  test('is bound by the same limit as others', async () => {
    const answer = await send(server, 'POST', PODS, { headers: SENT, body: Buffer.alloc(3 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });
});

describe('an answer in protobuf', () => {
  test('says of an object what JSON says', async () => {
    const answer = await send(server, 'GET', `${PODS}/p`, { headers: ASKED });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, PROTOBUF]);
    const json = await send(server, 'GET', `${PODS}/p`);
    expect(plain(decodeProtobuf(Pod, POD_KIND, answer.bytes))).toEqual(json.json());
  });

  test('says of a list what JSON says, also where it is long or empty', async () => {
    const own = await serve();
    const kind = { group: '', version: 'v1', kind: 'PodList' };
    for (const [count, note] of [
      [0, ''],
      [3, ''],
      [40, 'é '.repeat(3000)],
    ] as const) {
      for (let number = 0; number < count; number += 1) {
        await createPod(own, `p${number}-${count}`, { metadata: { annotations: { note } } });
      }
      const answer = await send(own, 'GET', PODS, { headers: ASKED });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, PROTOBUF]);
      const json = await send(own, 'GET', PODS);
      expect(plain(decodeProtobuf(PodList, kind, answer.bytes))).toEqual(json.json());
    }
    await own.close();
  });

  test('is a Status where the request fails', async () => {
    const answer = await send(server, 'GET', `${PODS}/none`, { headers: ASKED });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, PROTOBUF]);
    expect(decodeProtobuf(Status, STATUS_KIND, answer.bytes)).toMatchObject({
      reason: 'NotFound',
      message: 'pods "none" not found',
      code: 404,
    });
  });

  test('is metadata alone where that is asked for, of objects and of lists', async () => {
    const accept = (kind: string) => ({ accept: `${PROTOBUF};as=${kind};v=v1;g=meta.k8s.io` });
    const one = await send(server, 'GET', `${PODS}/p`, { headers: accept('PartialObjectMetadata') });
    const kind = { group: 'meta.k8s.io', version: 'v1', kind: 'PartialObjectMetadata' };
    expect(decodeProtobuf(PartialObjectMetadata, kind, one.bytes)).toMatchObject({
      metadata: { name: 'p', annotations: { a: 'é', b: '2' } },
    });
    const list = await send(server, 'GET', PODS, { headers: accept('PartialObjectMetadataList') });
    expect(list.headers['content-type']).toBe(PROTOBUF);
    expect(list.text).toContain('PartialObjectMetadataList');
  });

  test('is given to discovery', async () => {
    const answer = await send(server, 'GET', '/api/v1', { headers: ASKED });
    const kind = { group: '', version: 'v1', kind: 'APIResourceList' };
    const json = await send(server, 'GET', '/api/v1');
    expect(plain(decodeProtobuf(APIResourceList, kind, answer.bytes))).toMatchObject(json.json());
  });

  test('carries warnings', async () => {
    const body = podBody('warned', { spec: { unknown: 1 } });
    const headers = { ...ASKED, 'content-type': 'application/json' };
    const answer = await send(server, 'POST', PODS, { headers, body });
    expect([answer.status, answer.headers['content-type']]).toEqual([201, PROTOBUF]);
    expect(answer.warnings).toEqual(['299 - "unknown field \\"spec.unknown\\""']);
  });
});

describe('a watch in protobuf', () => {
  test('is a stream of frames, each with its length before it', async () => {
    const { type, frame } = await firstFrame(`${PROTOBUF},application/json`);
    expect(type).toBe(`${PROTOBUF};stream=watch`);
    expect(frame.subarray(0, 8).toString('latin1')).toBe('\n\x05ADDED\x12');
    const document = frame.subarray(frame.indexOf('k8s\0'));
    expect(decodeProtobuf(Pod, POD_KIND, document)).toMatchObject({ metadata: { name: 'p' } });
  });

  test('of metadata has metadata alone in its frames', async () => {
    const { frame } = await firstFrame(`${PROTOBUF};as=PartialObjectMetadata;v=v1;g=meta.k8s.io`);
    const kind = { group: 'meta.k8s.io', version: 'v1', kind: 'PartialObjectMetadata' };
    const document = frame.subarray(frame.indexOf('k8s\0'));
    expect(decodeProtobuf(PartialObjectMetadata, kind, document)).toMatchObject({ metadata: { name: 'p' } });
  });

  /** Watches the pod until the first event is there as a whole. */
  async function firstFrame(accept: string): Promise<{ readonly type: string | null; readonly frame: Buffer }> {
    const answer = await fetch(`${server.url}${PODS}?watch=1&fieldSelector=metadata.name=p`, { headers: { accept } });
    let bytes = Buffer.alloc(0);
    for await (const chunk of answer.body ?? []) {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) break;
    }
    return { type: answer.headers.get('content-type'), frame: bytes.subarray(4, 4 + bytes.readUInt32BE()) };
  }
});
