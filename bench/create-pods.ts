import { NAMESPACE, podBody, podNames, podPath } from './pods.ts';
import { send } from './processes.ts';

/**
 * Creates the namespace of the benchmark and the first `count` pods in it, each with `filler` bytes more than it needs, on the node
 * that `nodeOf` says, or on one of a hundred.
 */
export async function createPods(
  url: string,
  count: number,
  filler: number,
  nodeOf?: (name: string) => string,
): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await send('POST', `${url}/api/v1/namespaces`, JSON.stringify(namespace));
  await inParallel(podNames(count), (name) => send('POST', url + podPath(), podBody(name, filler, nodeOf?.(name))));
}

/** Does some work for each name, 16 at a time. Rejects with the first that fails. */
export async function inParallel(names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> {
  const queue = names.values();
  const worker = async (): Promise<void> => {
    for (const name of queue) await work(name);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
