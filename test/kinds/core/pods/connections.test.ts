import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../../src/index.ts';
import { createPod, dial, type HttpAnswer, PODS, putStatus, send, serve } from '../../../support/http.ts';
import { refusal } from './subresources.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'unbound');
  await createPod(server, 'two', {
    spec: { containers: [named('a'), named('b')], initContainers: [named('init')] },
  });
  const bound = await createPod(server, 'bound', { spec: { nodeName: 'n1' } });
  const podIPs = [{ ip: '10.0.0.7' }];
  await putStatus(server, 'bound', { ...bound, status: { phase: 'Running', podIP: '10.0.0.7', podIPs } });
});
afterAll(() => server.close());

const named = (name: string) => ({ name, image: 'i:1' });
const ask = (method: string, path: string, headers = {}): Promise<HttpAnswer> =>
  send(server, method, `${PODS}/${path}`, { headers });
const badRequest = (message: string) => ({ code: 400, reason: 'BadRequest', message });
const noKubelet = (subresource: string) => ({
  code: 501,
  reason: 'NotImplemented',
  message: `pods/${subresource} of pod "bound" cannot be served: this server has no kubelet to ask on node "n1"`,
});

describe.each(['exec', 'attach', 'portforward'])('pods/%s', (subresource) => {
  it.each(['GET', 'POST'])('answers %s with 400 where the pod is on no node, and 501 where it is', async (method) => {
    const unbound = await ask(method, `unbound/${subresource}?command=ls&ports=80`);
    expect(refusal(unbound)).toEqual(badRequest('pod unbound does not have a host assigned'));
    expect(refusal(await ask(method, `bound/${subresource}?command=ls`))).toEqual(noKubelet(subresource));
    expect((await ask(method, `none/${subresource}`)).status).toBe(404);
  });

  it.each([
    ['WebSocket', 'GET', 'websocket', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'],
    ['SPDY', 'POST', 'SPDY/3.1', 'X-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n'],
  ])('answers a client that wants to go on with %s by HTTP, with the Status', async (_, method, protocol, headers) => {
    const head = `${method} ${PODS}/bound/${subresource} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${protocol}`;
    const connection = await dial(server, `${head}\r\n${headers}\r\n`);
    const answer = await connection.closed;
    expect(answer).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/);
    expect(answer).toContain('NotImplemented');
  });

  it('answers without waiting for a body', async () => {
    const head = `POST ${PODS}/bound/${subresource} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n`;
    const connection = await dial(server, `${head}Content-Type: text/plain\r\n\r\n`);
    expect(await connection.until('NotImplemented')).toMatch(/^HTTP\/1\.1 501 /);
    connection.socket.destroy();
  });

  it('takes no other method', async () => {
    expect((await ask('PUT', `bound/${subresource}`)).status).toBe(405);
  });
});

describe('the container that a client connects to', () => {
  it.each(['exec', 'attach', 'log'])(
    'is one of the pod, and named where there are more than one, in pods/%s',
    async (subresource) => {
      expect(refusal(await ask('GET', `two/${subresource}`))).toEqual(
        badRequest('a container name must be specified for pod two, choose one of: [init a b]'),
      );
      expect(refusal(await ask('GET', `two/${subresource}?container=c`))).toEqual(
        badRequest('container c is not valid for pod two'),
      );
    },
  );
});

describe('pods/portforward', () => {
  it('answers 400 for ports that are none', async () => {
    expect(refusal(await ask('POST', 'bound/portforward?ports=80,x'))).toEqual(
      badRequest('cannot convert to []int32: strconv.ParseUint: parsing "x": invalid syntax'),
    );
    expect(refusal(await ask('POST', 'bound/portforward?ports=80&ports=65536'))).toEqual(
      badRequest('cannot convert to []int32: strconv.ParseUint: parsing "65536": value out of range'),
    );
  });
});

describe('pods/log', () => {
  it('answers 204 without content where the pod is on no node, and 501 where it is', async () => {
    const answer = await ask('GET', 'unbound/log');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(refusal(await ask('GET', 'bound/log?tailLines=1&follow=true'))).toEqual(noKubelet('log'));
  });

  it('answers 422 for options that make no sense, all at once', async () => {
    const path = 'bound/log?tailLines=-1&limitBytes=0&sinceSeconds=1&sinceTime=2020-01-01T00:00:00Z&stream=All';
    const { code, details } = (await ask('GET', path)).json();
    expect(code).toBe(422);
    expect(details).toMatchObject({
      name: 'bound',
      kind: 'PodLogOptions',
      causes: [
        { field: 'tailLines', message: 'Invalid value: -1: must be greater than or equal to 0' },
        { field: 'limitBytes', message: 'Invalid value: 0: must be greater than 0' },
        { field: '[]', message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified' },
        { field: 'stream', message: 'Forbidden: may not be specified' },
      ],
    });
    expect(refusal(await ask('GET', 'bound/log?container=none&sinceTime=x'))).toEqual(
      badRequest('parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'),
    );
    expect((await ask('GET', 'bound/log?sinceSeconds=0')).json()).toMatchObject({
      details: { causes: [{ field: 'sinceSeconds' }] },
    });
  });

  it.each([
    ['x', 'invalid syntax'],
    ['', 'invalid syntax'],
    ['9223372036854775808', 'value out of range'],
  ])('answers 400 for tailLines=%s', async (text, problem) => {
    expect(refusal(await ask('GET', `bound/log?tailLines=${text}`))).toEqual(
      badRequest(`strconv.ParseInt: parsing "${text}": ${problem}`),
    );
  });
});

describe('pods/proxy', () => {
  const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

  it.each(METHODS)('answers %s with 400 where the pod has no address, and 501 where it has', async (method) => {
    expect((await ask(method, 'unbound/proxy')).status).toBe(400);
    expect((await ask(method, 'http:bound:80/proxy/some/path?a=b')).status).toBe(501);
  });

  it('says that it may not go to a pod without an address beyond the link', async () => {
    expect(refusal(await ask('GET', 'unbound/proxy/'))).toEqual(badRequest('address not allowed'));
  });

  it('finds the pod between a scheme and a port', async () => {
    expect(refusal(await ask('GET', 'ftp:bound:21/proxy'))).toEqual(badRequest('invalid pod request "ftp:bound:21"'));
    expect(refusal(await ask('GET', 'a:b:c:d/proxy'))).toEqual(badRequest('invalid pod request "a:b:c:d"'));
    expect((await ask('GET', 'none:80/proxy')).json()).toMatchObject({ code: 404, details: { name: 'none' } });
  });
});
