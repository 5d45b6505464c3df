import type { ContainerStatus } from '../../../../../schemas/core/v1/container-status.ts';
import type { Pod } from '../../../../../schemas/core/v1/pod.ts';

/** A pod in a few words, as the READY, STATUS and RESTARTS columns show it. */
export interface PodSummary {
  readonly ready: number;
  /** Containers and sidecars. */
  readonly total: number;
  readonly reason: string;
  readonly restarts: number;
  /** When the last of the restarted containers had ended; '' where that is not known. */
  readonly lastRestart: string;
}

/** Sums a pod up by the rules that kubectl users know (kubernetes: pkg/printers/internalversion). */
export function podSummary(pod: Pod): PodSummary {
  const { metadata, spec, status } = pod;
  const sidecars = new Set(
    (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const total = spec.containers.length + sidecars.size;
  const init = initialization(pod, sidecars);
  let { ready } = init;
  let restarts = restartsOf(init.seen);
  let lastRestart = latest(init.seen);
  let reason = init.reason ?? waitingReason(pod);
  if (init.reason === undefined || isTrue(pod, 'Initialized')) {
    const statuses = status.containerStatuses ?? [];
    const restartable = init.seen.filter(({ name }) => sidecars.has(name));
    const counted = [...restartable, ...statuses];
    restarts = restartsOf(counted);
    lastRestart = latest(counted);
    const running = statuses.filter(isRunning).length;
    ready += running;
    // The first container that has something to say says it.
    reason = statuses.map(endOf).find((text) => text !== undefined) ?? reason;
    if (reason === 'Completed' && running > 0) reason = isReady(pod) ? 'Running' : 'NotReady';
  }
  if (metadata.deletionTimestamp !== undefined) {
    if (status.reason === 'NodeLost') reason = 'Unknown';
    else if (status.phase !== 'Succeeded' && status.phase !== 'Failed') reason = 'Terminating';
  }
  return { ready, total, reason, restarts, lastRestart };
}

/** What a pod is called as long as its containers have nothing to say. */
function waitingReason({ status }: Pod): string {
  const gated = status.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === GATED);
  return gated ? GATED : status.reason || status.phase || '';
}

const GATED = 'SchedulingGated';

interface Initialization {
  /** Sidecars that are ready. */
  readonly ready: number;
  /** Why the pod is not past its init containers; undefined where it is. */
  readonly reason: string | undefined;
  /** The statuses up to the one that holds the pod up. */
  readonly seen: readonly ContainerStatus[];
}

/** How far the init containers have come: the first that is neither done nor a sidecar that has started holds the pod up. */
function initialization({ spec, status }: Pod, sidecars: ReadonlySet<string>): Initialization {
  const statuses = status.initContainerStatuses ?? [];
  let ready = 0;
  for (const [index, container] of statuses.entries()) {
    const { name, state } = container;
    if (state?.terminated?.exitCode === 0) continue;
    if (sidecars.has(name) && container.started === true) {
      if (container.ready) ready += 1;
      continue;
    }
    const waiting = state?.waiting?.reason === 'PodInitializing' ? '' : state?.waiting?.reason;
    const why = terminationOf(container) ?? (waiting || `${index}/${spec.initContainers?.length ?? 0}`);
    return { ready, reason: `Init:${why}`, seen: statuses.slice(0, index + 1) };
  }
  return { ready, reason: undefined, seen: statuses };
}

/** Why a container does not run; undefined where it runs, or nothing is known. */
function endOf(container: ContainerStatus): string | undefined {
  return container.state?.waiting?.reason || terminationOf(container);
}

/** How a container ended; undefined where it did not. */
function terminationOf({ state }: ContainerStatus): string | undefined {
  if (state?.terminated === undefined) return undefined;
  const { reason, signal, exitCode } = state.terminated;
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

/** Patches may leave a container in two states at once: one that ended, or waits for a reason, does not run. */
function isRunning(container: ContainerStatus): boolean {
  return container.ready && container.state?.running !== undefined && endOf(container) === undefined;
}

function restartsOf(statuses: readonly ContainerStatus[]): number {
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** When the last of the containers' former runs ended: times in UTC are in order of their text. */
function latest(statuses: readonly ContainerStatus[]): string {
  return statuses.reduce((last, { lastState }) => {
    const finished = lastState?.terminated?.finishedAt ?? '';
    return finished > last ? finished : last;
  }, '');
}

/** Whether some condition, of several of this type, says so. */
function isReady({ status }: Pod): boolean {
  return status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true;
}

function isTrue({ status }: Pod, condition: string): boolean {
  return status.conditions?.find(({ type }) => type === condition)?.status === 'True';
}
