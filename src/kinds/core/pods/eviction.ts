import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { DeleteOptions } from '../../../../schemas/meta/v1/delete-options.ts';
import { Status } from '../../../../schemas/meta/v1/status.ts';
import { Eviction } from '../../../../schemas/policy/v1/eviction.ts';
import type { PodDisruptionBudget } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { invalid } from '../../../apimachinery/field-error.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import type { DocumentKind } from '../../../apimachinery/group-version-kind.ts';
import {
  badRequest,
  failedPrecondition,
  invalidObject,
  invalidOptions,
  isReason,
  unexpectedError,
} from '../../../apimachinery/status-error.ts';
import { timestamp } from '../../../apimachinery/timestamp.ts';
import { validateDeleteOptions } from '../../../apimachinery/validation/delete-options.ts';
import { type ActionRequest, type ActionResult, SUCCESS } from '../../../registry/definition/action.ts';
import type { ObjectClient } from '../../../registry/definition/object-client.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import type { ActionSubresource } from '../../../registry/definition/subresource.ts';
import { withPodCondition } from './status/set-condition.ts';
import { podStatusStrategy } from './status-strategy.ts';

// Clients that are older than policy/v1 send v1beta1, which is the same.
const EVICTION: DocumentKind = { group: 'policy', version: 'v1', kind: 'Eviction', olderVersions: ['v1beta1'] };
const POD = { group: '', kind: 'Pod' };
const IGNORE_READ_ERROR = 'ignoreStoreReadErrorWithClusterBreakingPotential';

/** The subresource pods/eviction: deletes a pod, as far as the disruption budgets that cover it allow. */
export const podEviction: ActionSubresource<Pod> = {
  verbs: ['create'],
  kind: EVICTION,
  schema: Eviction,
  answerSchema: Status,
  // The route decodes bodies of the schema above.
  check: (body, request) => checkEviction(body as Eviction, request),
  perform: (body, pods, request) => evict(body as Eviction, pods, request),
};

// Each attempt fails only where another writer got ahead; kube-apiserver gives up after as many.
const ATTEMPTS = 20;

function checkEviction({ metadata, deleteOptions = {} }: Eviction, { name, dryRun }: ActionRequest): void {
  if (metadata.name !== name) throw badRequest('name in URL does not match name in Eviction object');
  if (deleteOptions[IGNORE_READ_ERROR] === true) {
    const at = FieldPath.of('deleteOptions').child(IGNORE_READ_ERROR);
    const why = 'can not be set for pod eviction, try after removing the option';
    throw invalidObject(EVICTION, name, [invalid(at, true, why)]);
  }
  if (dryRun && isDryRun(deleteOptions) && !isJustAll(deleteOptions)) {
    const wanted = `[All] and [${deleteOptions.dryRun?.join(' ')}]`;
    throw unexpectedError(`Non-matching dry-run options in request and content: ${wanted}`);
  }
}

async function evict(
  { deleteOptions = {} }: Eviction,
  pods: ObjectClient<Pod>,
  request: ActionRequest,
): Promise<ActionResult> {
  const { name, dryRun } = request;
  const options = dryRun && !isDryRun(deleteOptions) ? { ...deleteOptions, dryRun: ['All'] } : deleteOptions;
  const eviction = { pods, options, request };
  for (let attempt = 1; ; attempt += 1) {
    const pod = await pods.get(name);
    if (!isFreeToGo(pod)) return evictWithinBudget(eviction, pod);
    try {
      // What has ended or is going anyway may change meanwhile; a pod that is pending may not become one that counts.
      await removePod(eviction, hasEnded(pod) ? undefined : pod.metadata.resourceVersion);
      return SUCCESS;
    } catch (error) {
      if (!isReason(error, 'Conflict') || namesVersion(options) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** An eviction that has been checked. */
interface CheckedEviction {
  readonly pods: ObjectClient<Pod>;
  readonly options: DeleteOptions;
  readonly request: ActionRequest;
}

async function evictWithinBudget(eviction: CheckedEviction, pod: Pod): Promise<ActionResult> {
  const { options, request } = eviction;
  const { namespace, signal, peers } = request;
  const budgets = await peers.disruptionBudgets.covering(namespace, pod.metadata.labels ?? {}, signal);
  const [budget] = budgets;
  if (budgets.length > 1) {
    const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw unexpectedError(why);
  }
  if (budget === undefined) {
    await removePod(eviction, undefined);
  } else if (!isReady(pod) && letsUnhealthyGo(budget)) {
    // It does not count, as long as it does not become ready.
    await removePod(eviction, pod.metadata.resourceVersion).catch((error: unknown) => {
      throw isReason(error, 'Conflict') && !namesVersion(options)
        ? peers.disruptionBudgets.stillProcessed(budget)
        : error;
    });
  } else {
    const dryRun = isDryRun(options);
    await peers.disruptionBudgets.takeDisruption(budget, pod.metadata.name ?? '', { dryRun, signal });
    await removePod(eviction, undefined);
  }
  return SUCCESS;
}

/** Says on the pod why it goes, and deletes it. `version` is the one that it must have where the client names none. */
async function removePod({ pods, options, request }: CheckedEviction, version: string | undefined): Promise<void> {
  const { name, now } = request;
  const preconditions = { ...options.preconditions };
  if (preconditions.resourceVersion === undefined && version !== undefined) preconditions.resourceVersion = version;
  if (!isDryRun(options)) {
    const resourceVersion = await pods.update(name, {
      subresource: 'status',
      strategy: evictionStrategy,
      dryRun: false,
      change(old) {
        checkPreconditions(old, preconditions);
        return withDisruptionTarget(old, timestamp(now()));
      },
    });
    // The version that was asked for is the one that this was written on.
    if (preconditions.resourceVersion !== undefined) preconditions.resourceVersion = resourceVersion;
  }
  // kube-apiserver looks at the options of the deletion when it comes to it, with the condition on the pod.
  const errors = validateDeleteOptions(options);
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  await pods.delete(name, { ...options, preconditions });
}

// The condition may be the first one, so that it does not stand where the schema has it.
const evictionStrategy: UpdateStrategy<Pod> = { ...podStatusStrategy, leavesCanonical: false };

function withDisruptionTarget({ metadata, spec, status }: Pod, now: string): Pod {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  return {
    metadata: { ...metadata },
    spec,
    status: { ...status, conditions: withPodCondition(status.conditions, condition, now) },
  };
}

function checkPreconditions(
  { metadata }: Pod,
  { uid = '', resourceVersion = '' }: DeleteOptions['preconditions'] & {},
): void {
  const { name = '' } = metadata;
  if (uid !== '' && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw failedPrecondition(POD, name, why);
  }
  if (resourceVersion !== '' && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw failedPrecondition(POD, name, why);
  }
}

/** Pods that no budget counts: those that have not begun, have ended, or are going. */
function isFreeToGo(pod: Pod): boolean {
  return pod.status.phase === 'Pending' || hasEnded(pod);
}

function hasEnded({ metadata, status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed' || metadata.deletionTimestamp !== undefined;
}

function isReady({ status }: Pod): boolean {
  return status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** Whether pods that are not ready may go: always, or while there are enough others (KEP-3017). */
function letsUnhealthyGo({ spec, status }: PodDisruptionBudget): boolean {
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0;
}

function isDryRun({ dryRun = [] }: DeleteOptions): boolean {
  return dryRun.length > 0;
}

function isJustAll({ dryRun = [] }: DeleteOptions): boolean {
  return dryRun.length === 1 && dryRun[0] === 'All';
}

function namesVersion({ preconditions }: DeleteOptions): boolean {
  return preconditions?.resourceVersion !== undefined;
}
