// What the benchmark uses of autocannon, which ships no types.
declare module 'autocannon' {
  export interface Request {
    readonly method: string;
    readonly path: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds; or so many requests. */
    readonly duration?: number;
    readonly amount?: number;
    readonly setupClient: (client: { setRequests(requests: readonly Request[]): void }) => void;
  }

  interface Result {
    readonly requests: { readonly total: number };
    readonly latency: { readonly p50: number; readonly p99: number };
    /** Seconds. */
    readonly duration: number;
    readonly errors: number;
    readonly non2xx: number;
  }

  export default function autocannon(options: Options): Promise<Result>;
}
