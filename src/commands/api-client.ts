import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { VERSION } from '../process/version.ts';
import type { Reach } from './kubeconfig.ts';

/** Asks a server. */
export interface ApiClient {
  /**
   * Resolves to the body of the answer. Rejects with an Error whose message has what the server says where it refuses, and with that of
   * the system where it cannot be reached.
   */
  ask(method: 'GET' | 'POST', path: string, body?: string): Promise<string>;
  /** Lets go of its connections. */
  close(): void;
}

// Longer than a server takes for any request.
const PATIENCE_MS = 120_000;

/** Makes a client of one server, with one connection. `signal` makes it give up. */
export function apiClient({ url, token, tls }: Reach, signal: AbortSignal): ApiClient {
  const isSecure = url.startsWith('https:');
  const agent = isSecure ? new HttpsAgent({ keepAlive: true, ...tls }) : new HttpAgent({ keepAlive: true });
  const headers = {
    accept: 'application/json',
    'user-agent': `podledger/${VERSION}`,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    ask(method, path, body) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const send = isSecure ? httpsRequest : httpRequest;
      const sent = { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) };
      const message = send(
        `${url}${path}`,
        { method, agent, headers: sent, signal, timeout: PATIENCE_MS },
        (answer) => {
          textOf(answer).then((text) => {
            const { statusCode = 0 } = answer;
            if (statusCode >= 200 && statusCode < 300) resolve(text);
            else reject(new Error(refusalOf(statusCode, text)));
          }, reject);
        },
      );
      message.on('timeout', () => message.destroy(new Error('it does not answer')));
      message.on('error', (error) => reject(new Error(`${url} cannot be asked: ${error.message || String(error)}`)));
      message.end(body);
      return promise;
    },
    close: () => agent.destroy(),
  };
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What a Status says, or the first line of what is none. */
function refusalOf(code: number, text: string): string {
  let said = text.split('\n', 1)[0] ?? '';
  try {
    const { message }: { readonly message?: unknown } = JSON.parse(text);
    if (typeof message === 'string') said = message;
  } catch {
    // It is no Status.
  }
  return `the server answers ${code}: ${said.replaceAll('\n', ' ')}`;
}
