import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest } from 'node:https';

/** How another server is asked. */
export interface HttpsClientOptions {
  /** What TLS has to know: authorities, a certificate of one's own. */
  readonly tls: AgentOptions;
  /** After how many milliseconds a question fails. */
  readonly timeoutMs: number;
}

/** An answer of another server. */
export interface HttpsAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
}

// What a provider or a webhook has to say fits many times into this.
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** A question to another server. */
export interface HttpsQuestion {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks other servers over connections that are kept. Redirects are not followed. */
export class HttpsClient {
  readonly #options: HttpsClientOptions;
  readonly #agent: Agent;
  readonly #plainAgent = new HttpAgent({ keepAlive: true });

  constructor(options: HttpsClientOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, ...options.tls });
  }

  /** The answer of the server that a URL names. Rejects where there is none in time. */
  ask(url: string, { method, headers = {}, body }: HttpsQuestion): Promise<HttpsAnswer> {
    return new Promise((resolve, reject) => {
      const isPlain = new URL(url).protocol === 'http:';
      const options = { method, headers: { ...headers, ...(body !== undefined && lengthOf(body)) } };
      const request = isPlain
        ? httpRequest(url, { ...options, agent: this.#plainAgent })
        : httpsRequest(url, { ...options, agent: this.#agent });
      // Also where bytes come one by one.
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer in ${this.#options.timeoutMs} ms`)),
        this.#options.timeoutMs,
      );
      timer.unref();
      request.once('close', () => clearTimeout(timer));
      request.once('error', reject);
      request.once('response', (response) => readAnswer(response).then(resolve, reject));
      request.end(body);
    });
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
    this.#plainAgent.destroy();
  }
}

function lengthOf(body: string): Record<string, string> {
  return { 'content-length': String(Buffer.byteLength(body)) };
}

async function readAnswer(response: IncomingMessage): Promise<HttpsAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), headers: response.headers };
}
