/** A request as it is handed on. */
export interface HandedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** The answer to a request that was handed on. */
export interface HandedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Uint8Array;
}

/** Has requests answered where they hold nobody up. */
export interface HeavyLane {
  /** Answers a request as this server would. @throws StatusError 429 where too many wait, 504 where it takes too long */
  answer(request: HandedRequest): Promise<HandedAnswer>;
  /** Whether the object under a key takes long to be read and written. */
  isLarge(key: string): boolean;
}
