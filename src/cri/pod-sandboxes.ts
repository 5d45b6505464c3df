import { member } from '../apimachinery/patch/json-value.ts';
import type { NodePod } from './backend.ts';
import type {
  ListPodSandboxRequest,
  ListPodSandboxResponse,
  PodSandbox,
  PodSandboxState,
  PodSandboxStatusRequest,
  PodSandboxStatusResponse,
} from './messages.ts';

/** Answers ListPodSandbox: a sandbox for each pod that the filter lets through. */
export function answerListPodSandbox(
  pods: readonly NodePod[],
  { filter }: ListPodSandboxRequest,
): ListPodSandboxResponse {
  if (filter === null) return { items: pods.map(sandboxOf) };
  const { id, state, label_selector } = filter;
  const chosen = id === '' ? pods : [findPod(pods, id) ?? []].flat();
  const labels = Object.entries(label_selector);
  return {
    items: chosen
      .filter((pod) => state === null || stateOf(pod) === state.state)
      .filter((pod) => labels.every(([key, value]) => member(pod.labels, key) === value))
      .map(sandboxOf),
  };
}

/** Answers PodSandboxStatus; undefined where there is no such sandbox. */
export function answerPodSandboxStatus(
  pods: readonly NodePod[],
  { pod_sandbox_id, verbose }: PodSandboxStatusRequest,
): PodSandboxStatusResponse | undefined {
  const pod = findPod(pods, pod_sandbox_id);
  if (pod === undefined) return undefined;
  const [ip = '', ...others] = pod.ips;
  return {
    status: { ...sandboxOf(pod), network: { ip, additional_ips: others.map((other) => ({ ip: other })) } },
    info: verbose ? { pod: JSON.stringify({ phase: pod.phase, deleted: pod.deleted }) } : {},
  };
}

/**
 * The pod whose uid this is, or begins with this as the only one: `crictl pods` shows ids cut off, and people hand them
 * back to it.
 */
function findPod(pods: readonly NodePod[], id: string): NodePod | undefined {
  if (id === '') return undefined;
  const exact = pods.find(({ uid }) => uid === id);
  if (exact !== undefined) return exact;
  const [only, another] = pods.filter(({ uid }) => uid.startsWith(id));
  return another === undefined ? only : undefined;
}

function sandboxOf(pod: NodePod): PodSandbox {
  const { name, namespace, uid, labels, annotations, createdAt } = pod;
  return {
    id: uid,
    metadata: { name, uid, namespace },
    state: stateOf(pod),
    created_at: createdAt * 1e6,
    labels,
    annotations,
  };
}

function stateOf({ phase, deleted }: NodePod): PodSandboxState {
  return (phase === 'Pending' || phase === 'Running') && !deleted ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY';
}
