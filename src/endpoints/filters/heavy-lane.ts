import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';

/** A request as it is handed on. */
export interface HandedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
  /** Who asks, who is not asked again; undefined where it is no client's request (see heavyTexts). */
  readonly user: UserInfo | undefined;
}

/** The answer to a request that was handed on. */
export interface HandedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Uint8Array;
}

/** Has requests answered where they hold nobody up. */
export interface HeavyLane {
  /**
   * Answers a request as this server would. Once `signal` aborts nobody waits for the answer: it fails with the signal's reason.
   * @throws StatusError 429 where too many wait, 504 where it takes too long
   */
  answer(request: HandedRequest, signal?: AbortSignal): Promise<HandedAnswer>;
  /** Whether the object under a key takes long to be read and written. */
  isLarge(key: string): boolean;
}
