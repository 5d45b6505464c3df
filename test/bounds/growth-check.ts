import { Agent } from 'node:http';
import { excessiveGrowth, processorTime } from '../support/growth.ts';
import { type HttpAnswer, send } from '../support/http.ts';
import { busiest } from './profile.ts';

/** A request as it goes over the wire. */
export interface SizedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What is asked, by how much is put into it. */
export type RequestOfSize = (size: number) => SizedRequest;

/** An answer may be so many times as long as the request, */
const MAX_ANSWER_RATIO = 8;
/** beside so many bytes, which hold the errors that are told before they are only counted. */
const FREE_ANSWER_BYTES = 1024 * 1024;
/** What a client is told where the server has no answer. Other errors of this class are kube-apiserver's answers. */
const SERVER_FAULT = 'an error on the server';
/** By how much a request has to stand out among its like to be looked into. */
const STANDS_OUT = 2.5;
const WINDOW = 301;
/** With fewer of its like it is too early to tell. */
const FEW = 20;

/**
 * Holds requests to what every request is held to: the work that it makes grows no faster than itself, its answer is not much longer
 * than itself, and the server has an answer. A request that takes no longer than its like, at least the second time, is taken at its
 * word, all others are measured at several sizes.
 */
export class GrowthCheck {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #recent = new Map<string, number[]>();
  readonly #undecided: (() => Promise<void>)[] = [];
  /** What was found, a line each. */
  readonly faults: string[] = [];
  /** How many requests were held to it. */
  held = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Sends a request that is measured by nobody. */
  send({ method, path, headers = {}, body }: SizedRequest): Promise<HttpAnswer> {
    return send({ url: this.#url }, method, path, { headers, body, agent: this.#agent });
  }

  /**
   * Checks a request of a size and, where it stands out among those of the same `like`, how it grows. `prepare` brings the server to
   * where a request of a size makes sense.
   */
  async hold(
    title: string,
    like: string,
    size: number,
    requestOf: RequestOfSize,
    prepare?: (size: number) => Promise<void>,
  ): Promise<HttpAnswer> {
    this.held += 1;
    await prepare?.(size);
    const request = requestOf(size);
    const { answer, milliseconds } = await this.#measured(request);
    this.#checkAnswer(`${title} (${size})`, request, answer);
    const recent = this.#recent.get(`${like} ${size}`) ?? [];
    this.#recent.set(`${like} ${size}`, recent);
    const confirm = async (): Promise<void> => {
      if (!standsOut(milliseconds, recent)) return;
      await prepare?.(size);
      // What else is done meanwhile, such as the collection of garbage, makes any request stand out now and then.
      if (standsOut((await this.#measured(request)).milliseconds, recent)) {
        await this.#confirm(title, size, requestOf, prepare);
      }
    };
    if (recent.length < FEW) this.#undecided.push(confirm);
    else await confirm();
    recent.push(milliseconds);
    if (recent.length > WINDOW) recent.shift();
    return answer;
  }

  /** Checks a request, and how it grows, whatever it takes. */
  async growth(
    title: string,
    size: number,
    requestOf: RequestOfSize,
    prepare?: (size: number) => Promise<void>,
  ): Promise<void> {
    await prepare?.(size);
    const request = requestOf(size);
    this.#checkAnswer(`${title} (${size})`, request, await this.send(request));
    await this.#confirm(title, size, requestOf, prepare);
  }

  /** Looks into the first requests of each sort, of which it only shows later whether they stand out. */
  async settle(): Promise<void> {
    for (const confirm of this.#undecided.splice(0)) await confirm();
  }

  /** Ends the connections. */
  close(): void {
    this.#agent.destroy();
  }

  async #measured(request: SizedRequest): Promise<{ answer: HttpAnswer; milliseconds: number }> {
    const answers: HttpAnswer[] = [];
    const milliseconds = await processorTime(async () => void answers.push(await this.send(request)));
    const [answer] = answers;
    if (answer === undefined) throw new Error('there was no answer');
    return { answer, milliseconds };
  }

  #checkAnswer(title: string, { body, path }: SizedRequest, { status, text, bytes }: HttpAnswer): void {
    if (status >= 500 && text.includes(SERVER_FAULT)) {
      this.faults.push(`${title}: ${status} ${text.slice(0, 300)}`);
    }
    const asked = path.length + (body?.length ?? 0);
    if (bytes.length > MAX_ANSWER_RATIO * asked + FREE_ANSWER_BYTES) {
      this.faults.push(`${title}: ${status}, an answer of ${bytes.length} bytes to a request of ${asked}`);
    }
  }

  async #confirm(
    title: string,
    size: number,
    requestOf: RequestOfSize,
    prepare: ((size: number) => Promise<void>) | undefined,
  ): Promise<void> {
    const prepared = new Map<number, SizedRequest>();
    const work = async (of: number): Promise<number> => {
      await prepare?.(of);
      const request = prepared.get(of) ?? requestOf(of);
      prepared.set(of, request);
      return (await this.#measured(request)).milliseconds;
    };
    const growth = await excessiveGrowth(work, size);
    if (growth === undefined) return;
    const { milliseconds, ratio } = growth;
    const where = await busiest(() => work(growth.size));
    const [once, twice] = milliseconds.map((time) => time.toFixed(1));
    this.faults.push(`${title} (${growth.size}): x${ratio.toFixed(1)}, ${once} -> ${twice} ms, ${where}`);
  }
}

function standsOut(milliseconds: number, like: readonly number[]): boolean {
  const usual = like.toSorted((a, b) => a - b)[like.length >> 1] ?? 0;
  return milliseconds > usual * STANDS_OUT;
}
