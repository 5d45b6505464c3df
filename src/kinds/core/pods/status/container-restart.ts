import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { ContainerStatus } from '../../../../../schemas/core/v1/container-status.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../../apimachinery/first-by.ts';

/**
 * A terminated container may not start again, unless a restart policy or a restart rule (KEP-5307, KEP-5532) says that it
 * would be restarted. Leaving its status out altogether is allowed. `spec` is asked only where a container starts again.
 */
export function validateContainerRestarts(
  next: PodStatus,
  old: PodStatus,
  spec: () => PodSpec,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const check = (
    field: 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses',
    ruleOf: () => (name: string, exitCode: number) => boolean,
  ) => {
    const started = startedAgain(next[field], old[field]);
    if (started.length === 0) return;
    const mayRestart = ruleOf();
    for (const [i, exitCode] of started) {
      if (mayRestart(old[field]?.[i]?.name ?? '', exitCode)) continue;
      errors.push(
        forbidden(path.child(field).index(i).child('state'), 'may not be transitioned to non-terminated state'),
      );
    }
  };
  check('containerStatuses', () => restartRule(spec(), spec().containers));
  check('initContainerStatuses', () => restartRule(spec(), spec().initContainers));
  // The kubelet never restarts ephemeral containers.
  check('ephemeralContainerStatuses', () => () => false);
  return errors;
}

/** The old statuses that are terminated while the first new one of the same name is not: their places and exit codes. */
function startedAgain(
  next: readonly ContainerStatus[] | undefined,
  old: readonly ContainerStatus[] | undefined,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const nextOf = firstBy(next, nameOf);
  for (const [i, { name, state }] of (old ?? []).entries()) {
    if (state.terminated === undefined) continue;
    const counterpart = nextOf(name);
    if (counterpart !== undefined && counterpart.state.terminated === undefined) {
      found.push([i, state.terminated.exitCode]);
    }
  }
  return found;
}

/** Whether a container of that name would be restarted that ended so. */
function restartRule(
  spec: PodSpec,
  containers: readonly Container[] | undefined,
): (name: string, exitCode: number) => boolean {
  if (allContainersMayRestart(spec)) return () => true;
  const containerOf = firstBy(containers, nameOf);
  return (name, exitCode) => {
    const container = containerOf(name);
    return container !== undefined && containerRestarts(container, spec, exitCode);
  };
}

/** Whether the end of some container may restart the whole pod in place. */
function allContainersMayRestart({ containers, initContainers = [] }: PodSpec): boolean {
  return [...initContainers, ...containers].some(({ restartPolicyRules = [] }) =>
    restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
  );
}

/** The container's rules come first, where it has a policy of its own; then that policy; then the pod's. */
function containerRestarts(container: Container, spec: PodSpec, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    if (matchingRule(container, exitCode)?.action === 'Restart') return true;
    const restarts = policyRestarts(container.restartPolicy, exitCode);
    if (restarts !== undefined) return restarts;
  }
  return policyRestarts(spec.restartPolicy ?? '', exitCode) ?? true;
}

function matchingRule({ restartPolicyRules = [] }: Container, exitCode: number) {
  return restartPolicyRules.find(({ exitCodes }) => {
    if (exitCodes === undefined) return false;
    const listed = exitCodes.values?.includes(exitCode) === true;
    return exitCodes.operator === 'In' ? listed : exitCodes.operator === 'NotIn' && !listed;
  });
}

function policyRestarts(policy: string, exitCode: number): boolean | undefined {
  switch (policy) {
    case 'Always':
      return true;
    case 'OnFailure':
      return exitCode !== 0;
    case 'Never':
      return false;
    default:
      return undefined;
  }
}
