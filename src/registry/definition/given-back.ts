/**
 * Waits until something is given back, but no longer than the caller waits: it goes on then, and is nobody's business any more. What
 * was done stands, however long that takes.
 */
export function givenBack(pending: Promise<void> | undefined, signal: AbortSignal | undefined): Promise<void> {
  if (pending === undefined || signal === undefined) return pending ?? Promise.resolve();
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve();
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
