import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { ContainerStatus } from '../../../../../schemas/core/v1/container-status.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { FieldPath } from '../../../../../src/apimachinery/field-path.ts';
import { validateContainerRestarts } from '../../../../../src/kinds/core/pods/status/container-restart.ts';
import { container, containerStatus, running, terminated } from '../objects.ts';

const MESSAGE = 'Forbidden: may not be transitioned to non-terminated state';

function restart(
  spec: Partial<PodSpec>,
  exitCode = 1,
  field: 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses' = 'containerStatuses',
) {
  const errors = validateContainerRestarts(
    { [field]: [containerStatus('c', { state: running })] },
    { [field]: [containerStatus('c', { state: terminated(exitCode) })] },
    () => ({ containers: [container('c')], ...spec }),
    FieldPath.of('status'),
  );
  return errors.map(({ field: at, message }) => `${at}: ${message}`);
}

describe('a terminated container', () => {
  it.each([
    ['Always', 0, true],
    ['Always', 1, true],
    ['OnFailure', 0, false],
    ['OnFailure', 1, true],
    ['Never', 0, false],
    ['Never', 1, false],
  ])('of a pod with restartPolicy %s that ended with %i may start again: %s', (restartPolicy, exitCode, allowed) => {
    expect(restart({ restartPolicy }, exitCode)).toEqual(
      allowed ? [] : [`status.containerStatuses[0].state: ${MESSAGE}`],
    );
  });

  it.each<[string, Partial<Container>, number, boolean]>([
    ['its own policy Always', { restartPolicy: 'Always' }, 0, true],
    ['its own policy OnFailure after a failure', { restartPolicy: 'OnFailure' }, 1, true],
    ['its own policy OnFailure after success', { restartPolicy: 'OnFailure' }, 0, false],
    [
      'a rule that matches its exit code',
      {
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
      },
      42,
      true,
    ],
    [
      'a rule for other exit codes',
      {
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
      },
      1,
      false,
    ],
    [
      'a rule that excludes its exit code',
      {
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [1] } }],
      },
      1,
      false,
    ],
    [
      'a rule that is passed over without a policy beside it',
      { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] },
      42,
      false,
    ],
    ['a rule without exit codes', { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart' }] }, 1, false],
  ])('of a pod that never restarts follows %s', (_, members, exitCode, allowed) => {
    const errors = restart({ restartPolicy: 'Never', containers: [container('c', members)] }, exitCode);
    expect(errors).toHaveLength(allowed ? 0 : 1);
  });

  it('may start again where the end of some container restarts them all', () => {
    const watcher = container('watcher', {
      restartPolicy: 'Never',
      restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } }],
    });
    expect(restart({ restartPolicy: 'Never', containers: [container('c'), watcher] })).toEqual([]);
    expect(restart({ restartPolicy: 'Never', initContainers: [watcher] })).toEqual([]);
  });

  it('may not start again where the spec does not have it, even if the pod always restarts', () => {
    expect(restart({ restartPolicy: 'Always', containers: [container('other')] })).toEqual([
      `status.containerStatuses[0].state: ${MESSAGE}`,
    ]);
  });

  it('is looked up among the init containers where it is one', () => {
    const sidecar = { initContainers: [container('c', { restartPolicy: 'Always' })], restartPolicy: 'Never' };
    expect(restart(sidecar, 0, 'initContainerStatuses')).toEqual([]);
    expect(restart({ restartPolicy: 'Always' }, 0, 'initContainerStatuses')).toEqual([
      `status.initContainerStatuses[0].state: ${MESSAGE}`,
    ]);
  });

  it('never starts again where it is ephemeral', () => {
    expect(restart({ restartPolicy: 'Always' }, 0, 'ephemeralContainerStatuses')).toEqual([
      `status.ephemeralContainerStatuses[0].state: ${MESSAGE}`,
    ]);
  });
});

describe('statuses around a terminated container', () => {
  const never: PodSpec = { containers: [container('a'), container('b')], restartPolicy: 'Never' };
  const check = (next: ContainerStatus[] | undefined, old: ContainerStatus[], spec = () => never) =>
    validateContainerRestarts(
      next === undefined ? {} : { containerStatuses: next },
      { containerStatuses: old },
      spec,
      FieldPath.of('status'),
    ).map(({ field }) => field);
  const ended = (name: string) => containerStatus(name, { state: terminated(0) });
  const runs = (name: string) => containerStatus(name, { state: running });

  it('may be left out, one or all', () => {
    expect(check([runs('b')], [ended('a'), runs('b')])).toEqual([]);
    expect(check(undefined, [ended('a')])).toEqual([]);
  });

  it('are reported at their place in the stored list', () => {
    expect(check([runs('b'), runs('a')], [runs('a'), ended('b')])).toEqual(['status.containerStatuses[1].state']);
  });

  it('are compared with the first of their name', () => {
    expect(check([ended('a'), runs('a')], [ended('a')])).toEqual([]);
    expect(check([runs('a'), ended('a')], [ended('a')])).toEqual(['status.containerStatuses[0].state']);
  });

  it('do not have the spec read while all stay as they are', () => {
    const unread = () => {
      throw new Error('read');
    };
    expect(check([ended('a'), runs('b')], [ended('a'), runs('b')], unread)).toEqual([]);
  });
});
