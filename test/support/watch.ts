import { type ClientRequest, type IncomingMessage, request } from 'node:http';

/** An event of a watch, as it came over the wire. */
export interface WatchedEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: {
    readonly kind: string;
    readonly code?: number;
    readonly message?: string;
    readonly metadata: {
      readonly name: string;
      readonly resourceVersion: string;
      readonly annotations?: Readonly<Record<string, string>>;
    };
  };
}

/** A watch over HTTP. */
export interface OpenedWatch {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** All events so far. */
  readonly events: readonly WatchedEvent[];
  /** What came so far, as text. */
  readonly text: () => string;
  /** Resolves to all events when there are so many, or when the stream has ended. */
  until(count: number): Promise<readonly WatchedEvent[]>;
  /** Resolves to all events when the stream has ended. */
  readonly ended: Promise<readonly WatchedEvent[]>;
  /** Cuts the connection. */
  cut(): void;
}

/** Opens a watch; resolves as soon as the headers are there. */
export function openWatch(
  server: { readonly url: string },
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenedWatch> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const outgoing: ClientRequest = request({ hostname, port, path, headers, agent: false }, (incoming) => {
      const events: WatchedEvent[] = [];
      const waiting = new Set<() => void>();
      let text = '';
      let rest = '';
      const ended = new Promise<readonly WatchedEvent[]>((end) => {
        incoming.on('close', () => {
          for (const check of waiting) check();
          end(events);
        });
      });
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) events.push(JSON.parse(line) as WatchedEvent);
        for (const check of waiting) check();
      });
      // A cut connection ends the stream like any other.
      incoming.on('error', () => {});
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        events,
        text: () => text,
        ended,
        until: (count) =>
          new Promise((reached) => {
            const check = (): void => {
              if (events.length < count && !incoming.closed) return;
              waiting.delete(check);
              reached(events);
            };
            waiting.add(check);
            check();
          }),
        cut: () => outgoing.destroy(),
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Events in short: `ADDED a`. */
export function inShort(events: readonly WatchedEvent[]): string[] {
  return events.map(({ type, object }) => `${type} ${object.metadata.name ?? object.code ?? ''}`.trim());
}
