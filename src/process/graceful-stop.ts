/** A server that can be stopped in two ways. */
export interface Stoppable {
  /** Takes no new requests and resolves once those in flight are answered. */
  stop(): Promise<void>;
  /** Cuts every connection at once; a stop under way then resolves. */
  kill(): void;
}

/**
 * Stops a server gracefully, and cuts what is still in flight after `graceMs` milliseconds.
 * Resolves to whether everything in flight was answered; rejects where stopping itself fails.
 */
export async function stopGracefully(server: Stoppable, graceMs: number): Promise<boolean> {
  const stopped = server.stop().then(() => true);
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, graceMs, false);
  });
  try {
    if (await Promise.race([stopped, expired])) return true;
    server.kill();
    await stopped;
    return false;
  } finally {
    clearTimeout(timer);
  }
}
