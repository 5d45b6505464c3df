/**
 * Makes a function that runs `run` for all who call it in the same turn of the event loop, or while another run is under
 * way: that one may have passed what they want it to see. There is never more than one run at a time.
 */
export function sharedRun<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    const begun = run();
    const current = begun
      .catch(() => {})
      .finally(() => {
        if (running === current) running = undefined;
      });
    running = current;
    return begun;
  };
  return () => {
    next ??= (running ?? turnEnd()).then(begin);
    return next;
  };
}

function turnEnd(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
