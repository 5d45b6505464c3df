import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'p');
});
afterAll(() => server.close());

const get = (headers: Record<string, string>, query = '') => send(server, 'GET', `${PODS}/p${query}`, { headers });

describe('Accept', () => {
  test.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['application/json;charset=utf-8', 'application/json'],
    ['application/yaml', 'application/yaml'],
    ['text/html,application/json;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/json;q=0.5,application/yaml', 'application/yaml'],
    ['application/json;q=0.5,application/yaml;q=0.4', 'application/json'],
    ['application/vnd.kubernetes.protobuf', 'application/vnd.kubernetes.protobuf'],
    ['application/vnd.kubernetes.protobuf,application/json', 'application/vnd.kubernetes.protobuf'],
    ['application/vnd.kubernetes.protobuf;q=0.2,application/json;q=0.1', 'application/vnd.kubernetes.protobuf'],
    ['application/vnd.kubernetes.protobuf;stream=watch', 'application/vnd.kubernetes.protobuf'],
    ['application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json', 'application/json'],
    ['application/cbor,application/json', 'application/json'],
    ['*/*;q=1,application/yaml;q=0.1', 'application/yaml'],
    ['application/*,application/yaml;q=0.1', 'application/yaml'],
    ['application/yaml;stream=watch,application/json;q=0.1', 'application/json'],
    ['application/yaml;q=nonsense,application/json;q=0.1', 'application/json'],
    ['application/yaml;sv=v1', 'application/yaml'],
    ['application/yaml;sv=v2,application/json', 'application/json'],
    ['application/yaml;v=v1,application/json', 'application/json'],
    ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'application/json'],
  ])('%j is answered as %s', async (accept, type) => {
    const answer = await get(accept === undefined ? {} : { accept });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
  });

  test.each(['text/html', 'application/*', 'text/*', 'application/cbor', 'nonsense'])(
    '%j is answered 406 NotAcceptable, with what the route has',
    async (accept) => {
      const answer = await get({ accept });
      expect([answer.status, answer.headers['content-type']]).toEqual([406, 'application/json']);
      const message =
        '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf';
      expect(answer.json()).toMatchObject({ kind: 'Status', reason: 'NotAcceptable', message, code: 406 });
      const streams = 'application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch';
      const list = await send(server, 'GET', PODS, { headers: { accept } });
      expect(list.json()).toMatchObject({ message: `${message}, ${streams}` });
    },
  );

  test.each([
    'application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io',
    'application/json;stream=other',
    'application/json;as=Table;v=v1;g=example.com',
  ])('%j is answered 406 NotAcceptable, with what is accepted', async (accept) => {
    const answer = await get({ accept });
    expect([answer.status, answer.headers['content-type']]).toEqual([406, 'application/json']);
    const message =
      'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf';
    expect(answer.json()).toMatchObject({ kind: 'Status', reason: 'NotAcceptable', message, code: 406 });
  });

  test('that cannot be met refuses a write before anything is done', async () => {
    const headers = { accept: 'text/html', 'content-type': 'application/json' };
    expect((await send(server, 'POST', PODS, { headers, body: podBody('never') })).status).toBe(406);
    expect((await send(server, 'GET', `${PODS}/never`)).status).toBe(404);
  });

  test('of YAML is met by errors as well', async () => {
    const answer = await send(server, 'GET', `${PODS}/none`, { headers: { accept: 'application/yaml' } });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/yaml');
    expect(answer.text).toBe(
      'apiVersion: v1\ncode: 404\ndetails:\n  kind: pods\n  name: none\nkind: Status\nmessage: pods "none" not found\nmetadata: {}\nreason: NotFound\nstatus: Failure\n',
    );
  });

  test('of YAML answers the object with sorted keys', async () => {
    const { text } = await get({ accept: 'application/yaml' });
    expect(text).toMatch(
      /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}creationTimestamp: "2020-01-02T03:04:05Z"\n {2}generation: 1\n(?:.*\n)* {2}name: p\n/,
    );
  });

  test('that cannot be met still gets errors as JSON', async () => {
    const answer = await send(server, 'GET', '/api/v1/nothing', { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json');
  });
});

describe('Content-Type', () => {
  const create = (name: string, headers: Record<string, string>, body: unknown = podBody(name)) =>
    send(server, 'POST', PODS, { headers, body });

  test.each([
    ['no-type', {}],
    ['empty', { 'content-type': '' }],
    ['json', { 'content-type': 'application/json' }],
    ['charset', { 'content-type': 'application/json; charset=utf-8' }],
    ['case', { 'content-type': 'Application/JSON' }],
  ])('%s is JSON', async (name, headers) => {
    expect((await create(name, headers)).status).toBe(201);
  });

  test('application/yaml is YAML', async () => {
    const body =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: from-yaml}\nspec:\n  containers:\n  - {name: main, image: i}\n';
    const answer = await create('', { 'content-type': 'application/yaml' }, body);
    expect(answer.status).toBe(201);
    expect(answer.json().metadata.name).toBe('from-yaml');
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/cbor',
    'garbage',
    ';;',
    'application/',
    'multipart/form-data; boundary=x',
  ])('%s is answered 415 UnsupportedMediaType', async (type) => {
    const answer = await create('never', { 'content-type': type });
    expect(answer.status).toBe(415);
    expect(answer.json()).toMatchObject({
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    });
  });

  test('a patch is of a type that is served, or 415', async () => {
    for (const type of ['application/json', 'application/vnd.kubernetes.protobuf', 'text/plain']) {
      const answer = await send(server, 'PATCH', `${PODS}/p`, { headers: { 'content-type': type }, body: '{}' });
      expect(answer.status).toBe(415);
    }
    const headers = { 'content-type': 'application/merge-patch+json; charset=utf-8' };
    const patched = await send(server, 'PATCH', `${PODS}/p`, { headers, body: { metadata: { labels: { a: 'b' } } } });
    expect(patched.json()).toMatchObject({ metadata: { labels: { a: 'b' } } });
  });
});

describe('pretty', () => {
  const isPretty = async (query: string, headers: Record<string, string> = {}): Promise<boolean> => {
    const { text } = await get(headers, query);
    const compact = text.split('\n').length <= 2;
    expect(text.startsWith(compact ? '{"kind":"Pod",' : '{\n  "kind": "Pod",\n')).toBe(true);
    return !compact;
  };

  test.each(['?pretty=true', '?pretty=1', '?pretty=TRUE', '?pretty=t', '?pretty=true&pretty=false'])(
    '%s indents',
    async (query) => {
      expect(await isPretty(query)).toBe(true);
      expect(await isPretty(query, { 'user-agent': 'kubectl/v1.32' })).toBe(true);
    },
  );

  test.each(['', '?pretty=', '?pretty=maybe', '?pretty=false', '?pretty=0', '?Pretty=true'])(
    '%j does not',
    async (query) => {
      expect(await isPretty(query)).toBe(false);
    },
  );

  test.each(['curl/8.5.0', 'Wget/1.21', 'Mozilla/5.0 (X11)'])('%s is for people to read', async (agent) => {
    expect(await isPretty('', { 'user-agent': agent })).toBe(true);
    expect(await isPretty('?pretty=', { 'user-agent': agent })).toBe(true);
    expect(await isPretty('?pretty=false', { 'user-agent': agent })).toBe(false);
  });

  test.each(['kubectl/v1.32', 'my-curl/1', 'mozilla/5.0', 'Mozilla/4.0'])('%s is not', async (agent) => {
    expect(await isPretty('', { 'user-agent': agent })).toBe(false);
  });

  test('indents errors, and changes no value', async () => {
    const error = await send(server, 'GET', `${PODS}/none?pretty=1`);
    expect(error.text).toMatch(/^\{\n {2}"kind": "Status"/);
    const { text } = await get({}, '?pretty=1');
    expect(JSON.parse(text)).toEqual((await get({})).json());
    expect(text).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
  });

  test('may be asked for beside the media type', async () => {
    expect(await isPretty('', { accept: 'application/json;pretty=1' })).toBe(true);
  });
});
