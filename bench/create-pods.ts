import { NAMESPACE, podBody, podNames, podPath } from './pods.ts';
import { send } from './processes.ts';

/** Creates the namespace of the benchmark and the first `count` pods in it, each with `filler` bytes more than it needs. */
export async function createPods(url: string, count: number, filler: number): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await send('POST', `${url}/api/v1/namespaces`, JSON.stringify(namespace));
  await inParallel(podNames(count), (name) => send('POST', url + podPath(), podBody(name, filler)));
}

/** Does some work for each name, 16 at a time. Rejects with the first that fails. */
export async function inParallel(names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> {
  const queue = names.values();
  const worker = async (): Promise<void> => {
    for (const name of queue) await work(name);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
