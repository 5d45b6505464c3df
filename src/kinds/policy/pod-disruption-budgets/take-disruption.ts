import type { Condition } from '../../../../schemas/meta/v1/condition.ts';
import type {
  PodDisruptionBudget,
  PodDisruptionBudgetStatus,
} from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { withCondition } from '../../../apimachinery/conditions.ts';
import { forbidden, type StatusError, tooManyRequests } from '../../../apimachinery/status-error.ts';

/** More grants than this that the budget's controller has not seen yet are not kept. */
const MOST_DISRUPTED_PODS = 2000;
const DISRUPTION_ALLOWED = 'DisruptionAllowed';
const SYNC_FAILED = 'SyncFailed';
const RETRY_SECONDS = 10;

// kube-apiserver names the resource in the singular here.
const BUDGET = { group: 'policy', resource: 'poddisruptionbudget' };

/**
 * The budget with one disruption taken from it, granted at `now` for a pod of that name. `budget` is not changed.
 * @throws StatusError 429 where it has none left or its controller has not caught up with it, 403 where its status makes no sense.
 */
export function withDisruption(budget: PodDisruptionBudget, pod: string, now: string): PodDisruptionBudget {
  const { metadata, spec, status } = budget;
  const { disruptionsAllowed, disruptedPods = {} } = status;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) throw stillProcessed(metadata.name ?? '');
  if (disruptionsAllowed < 0) throw forbidden(BUDGET, metadata.name ?? '', 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > MOST_DISRUPTED_PODS) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden(BUDGET, metadata.name ?? '', why);
  }
  if (disruptionsAllowed === 0) throw violates(whyNone(metadata.name ?? '', status));
  const next = {
    ...status,
    disruptionsAllowed: disruptionsAllowed - 1,
    disruptedPods: { ...disruptedPods, [pod]: now },
  };
  if (next.disruptionsAllowed === 0) next.conditions = withInsufficientPods(status, now);
  return { metadata: { ...metadata }, spec, status: next };
}

/** 429: what the budget allows is not known yet. */
export function stillProcessed(name: string): StatusError {
  return violates(`The disruption budget ${name} is still being processed by the server.`, RETRY_SECONDS);
}

function violates(why: string, retryAfterSeconds?: number): StatusError {
  return tooManyRequests(
    "Cannot evict pod as it would violate the pod's disruption budget.",
    [{ reason: 'DisruptionBudget', message: why }],
    retryAfterSeconds,
  );
}

function whyNone(name: string, { conditions = [], currentHealthy, desiredHealthy }: PodDisruptionBudgetStatus): string {
  const condition = conditions.find(({ type }) => type === DISRUPTION_ALLOWED);
  const refusal = condition?.status === 'False' && condition.message !== '' ? condition : undefined;
  const notNow = `The disruption budget ${name} does not allow evicting pods currently`;
  // The counts are not to be trusted where the controller has failed.
  if (refusal?.reason === SYNC_FAILED) return `${notNow} because it failed sync: ${refusal.message}`;
  if (currentHealthy <= desiredHealthy) {
    return `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  }
  return refusal === undefined ? notNow : `${notNow} (${refusal.reason}): ${refusal.message}`;
}

function withInsufficientPods({ conditions, observedGeneration }: PodDisruptionBudgetStatus, now: string): Condition[] {
  const type = DISRUPTION_ALLOWED;
  const status = 'False';
  return withCondition(conditions, { type, status }, now, (lastTransitionTime) => ({
    type,
    status,
    ...(observedGeneration !== undefined && { observedGeneration }),
    lastTransitionTime,
    reason: 'InsufficientPods',
    message: '',
  }));
}
