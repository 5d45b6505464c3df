import { Agent } from 'node:http';
import { type HttpAnswer, type HttpRequest, send } from '../support/http.ts';

/** A client of a server under strain. */
export interface StrainClient {
  readonly url: string;
  /** Sends a request and resolves to its answer. */
  ask(method: string, path: string, request?: HttpRequest): Promise<HttpAnswer>;
  /** The same with a body in JSON, or of another type. */
  write(method: string, path: string, body: unknown, type?: string): Promise<HttpAnswer>;
  close(): void;
}

/** Opens a client with connections of its own. */
export function strainClient(url: string): StrainClient {
  const agent = new Agent({ keepAlive: true });
  const ask = (method: string, path: string, request: HttpRequest = {}): Promise<HttpAnswer> =>
    send({ url }, method, path, { agent, ...request });
  return {
    url,
    ask,
    write: (method, path, body, type = 'application/json') =>
      ask(method, path, { headers: { 'content-type': type }, body }),
    close: () => agent.destroy(),
  };
}
