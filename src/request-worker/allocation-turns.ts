import type { MessagePort } from 'node:worker_threads';
import type { AllocationTurn } from '../registry/definition/allocation.ts';

/**
 * Takes turns for whoever asks on the other side of a port: a message asks for one, or ends the one that it has. A turn ends with the
 * port, too.
 */
export function serveTurns(turn: AllocationTurn, port: MessagePort): void {
  let end: (() => void) | undefined;
  let isClosed = false;
  const finish = (): void => {
    end?.();
    end = undefined;
  };
  port.on('message', (message: 'take' | 'end') => {
    if (message === 'end') {
      finish();
      return;
    }
    void turn().then((taken) => {
      end = taken;
      if (isClosed) finish();
      else port.postMessage('taken');
    });
  });
  port.on('close', () => {
    isClosed = true;
    finish();
  });
}

/** The turns that another thread hands out; one is asked for at a time. */
export function remoteTurns(port: MessagePort, own: AllocationTurn): AllocationTurn {
  return async () => {
    const endOwn = await own();
    await new Promise<void>((resolve) => {
      port.once('message', () => resolve());
      port.postMessage('take');
    });
    return () => {
      port.postMessage('end');
      endOwn();
    };
  };
}
