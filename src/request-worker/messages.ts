import type { ServedPlugin } from '../admission/plugin-names.ts';
import type { HandedAnswer, HandedRequest } from '../endpoints/filters/heavy-lane.ts';

/** What a thread that answers requests has to know of the server. It goes through a port: plain values only. */
export interface RequestWorkerSettings {
  readonly selfLink: boolean;
  readonly requestTimeoutMs: number;
  readonly eventTtlMs: number;
  readonly admissionPlugins: readonly ServedPlugin[];
}

/** A request, with what only the server's own thread can tell. */
export interface RequestMessage {
  readonly request: HandedRequest;
  /** The time of the request, in milliseconds since 1970. */
  readonly now: number;
  /** A uid for what it may create. */
  readonly uid: string;
}

/** The answer to a request, or why there is none. */
export type AnswerMessage = { readonly answer: HandedAnswer } | { readonly failure: string };
