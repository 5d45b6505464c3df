/**
 * Makes a function that runs `run` for all who call it at the same time. Who calls while it runs gets the run after that
 * one, since the one under way may have passed what the caller wants it to see. There is never more than one at a time.
 */
export function sharedRun<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    next = undefined;
    const started = run();
    const ended = (): void => {
      if (running === started && next === undefined) running = undefined;
    };
    running = started;
    started.then(ended, ended);
    return started;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running.then(start, start);
    return next;
  };
}
