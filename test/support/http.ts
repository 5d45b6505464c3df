import { type Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type PodledgerServer, type ServerOptions, startServer } from '../../src/index.ts';

/** When everything happens on a server under test: 2020-01-02T03:04:05Z. */
const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);

/** A server of its own with a clock that stands still, closed at the end of the scope that uses it. */
export function serve(options: ServerOptions = {}): Promise<PodledgerServer> {
  return startServer({ now: () => NOW, ...options });
}

/** An answer as it came over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Each Warning header, in order. */
  readonly warnings: readonly string[];
  readonly text: string;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** The body read as JSON, which is what the test says that it is. */
  readonly json: <T = JsonBody>() => T;
}

type JsonBody = Record<string, unknown> & { metadata: Record<string, unknown> };

/** A request; no header is sent but these and those that HTTP cannot do without. */
export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  /** The connections to be used; each request has one of its own where there are none. */
  readonly agent?: Agent;
}

/** Sends a request and reads its answer. */
export function send(
  server: { readonly url: string },
  method: string,
  path: string,
  { headers = {}, body, agent }: HttpRequest = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent =
      typeof body === 'string' || body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body);
    const { hostname, port } = new URL(server.url);
    const length = sent === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent)) };
    // The path is sent as it is given.
    const options = { hostname, port, path, method, headers: { ...length, ...headers }, agent: agent ?? false };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString();
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          warnings: incoming.headersDistinct.warning ?? [],
          text,
          bytes,
          json: () => JSON.parse(text),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(sent);
  });
}

/** A connection on which bytes go out and come in as they are. */
export interface RawConnection {
  readonly socket: Socket;
  /** All that has come in so far. */
  received(): string;
  /** Resolves when what has come in contains `text`, or when the connection has ended. */
  until(text: string): Promise<string>;
  /** Resolves to all that came in when the server has closed the connection. */
  readonly closed: Promise<string>;
}

/** Opens a connection and sends `text` on it, if any. */
export async function dial({ url }: { readonly url: string }, text = ''): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const check of waiting) check();
  };
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => {
      wake();
      resolve(received);
    });
  });
  socket.on('data', (chunk) => {
    received += chunk.toString();
    wake();
  });
  // A reset ends the connection like a close.
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.write(text);
  return {
    socket,
    received: () => received,
    until: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!received.includes(wanted) && !socket.destroyed) return;
          waiting.delete(check);
          resolve(received);
        };
        waiting.add(check);
        check();
      }),
    closed,
  };
}

/** Where the pods of the namespace `default` are. */
export const PODS = '/api/v1/namespaces/default/pods';

/** A pod as clients send it. */
export function podBody(name: string, members: { metadata?: object; spec?: object; status?: object } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...members.metadata },
    spec: { containers: [{ name: 'main', image: 'registry.example/app:1.0' }], ...members.spec },
    ...(members.status && { status: members.status }),
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Creates a pod and resolves to it as it was answered. */
export async function createPod(
  server: { readonly url: string },
  name: string,
  members: Parameters<typeof podBody>[1] = {},
) {
  const answer = await send(server, 'POST', PODS, { headers: JSON_TYPE, body: podBody(name, members) });
  if (answer.status !== 201) throw new Error(`the pod was not created: ${answer.text}`);
  return answer.json();
}

/** PUTs the status of a pod. A text is sent as it is. */
export function putStatus(
  server: { readonly url: string },
  name: string,
  body: unknown,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  return send(server, 'PUT', `${PODS}/${name}/status${query}`, { headers: { ...JSON_TYPE, ...headers }, body });
}
