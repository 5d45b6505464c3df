import { describe, expect, test } from 'vitest';
import { podTable } from '../../../../src/kinds/core/pods/table.ts';
import { decodePod } from '../../../support/decode-pod.ts';

const NOW = Date.UTC(2020, 0, 2);
const RUNNING = { running: { startedAt: '2020-01-01T00:00:00Z' } };

interface Members {
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}

function row({ metadata, spec, status = {} }: Members) {
  const pod = decodePod(
    JSON.stringify({
      metadata: { name: 'p', creationTimestamp: '2020-01-01T00:00:00Z', ...metadata },
      spec: { containers: [{ name: 'a' }, { name: 'b' }], ...spec },
      status,
    }),
  );
  return podTable.row(pod, NOW);
}

/** The READY, STATUS and RESTARTS cells. */
const summary = (members: Members) => row(members).cells.slice(1, 4).join(' ');

const container = (name: string, state: object, more: object = {}) => ({
  name,
  image: 'i',
  imageID: '',
  ready: 'running' in state,
  restartCount: 0,
  state,
  ...more,
});
const ended = (exitCode: number, more: object = {}) => ({ terminated: { exitCode, ...more } });
const waiting = (reason: string) => ({ waiting: { reason } });
const once = (restartCount: number, finishedAt: string) => ({
  restartCount,
  lastState: { terminated: { exitCode: 1, finishedAt } },
});

describe('the row of a pod', () => {
  test('has a cell for each column, and <none> where there is nothing to show', () => {
    expect(row({ status: { phase: 'Pending' } }).cells).toEqual([
      'p',
      '0/2',
      'Pending',
      '0',
      '24h',
      '<none>',
      '<none>',
      '<none>',
      '<none>',
    ]);
    expect(podTable.columns.map(({ name }) => name)).toHaveLength(9);
  });

  test('shows the first address, the nodes and the readiness gates that are met', () => {
    const spec = { nodeName: 'n1', readinessGates: [{ conditionType: 'x' }, { conditionType: 'y' }] };
    const status = {
      podIPs: [{ ip: '10.0.0.5' }, { ip: '::1' }],
      nominatedNodeName: 'n2',
      conditions: [
        { type: 'x', status: 'True' },
        { type: 'y', status: 'False' },
      ],
    };
    expect(row({ spec, status }).cells.slice(5)).toEqual(['10.0.0.5', 'n1', 'n2', '1/2']);
  });

  test.each<[string, Members]>([
    [
      '2/2 Running 0',
      { status: { phase: 'Running', containerStatuses: [container('a', RUNNING), container('b', RUNNING)] } },
    ],
    ['0/2 Evicted 0', { status: { phase: 'Failed', reason: 'Evicted' } }],
    [
      '1/2 CrashLoopBackOff 7 (24h ago)',
      {
        status: {
          phase: 'Running',
          containerStatuses: [
            container('a', waiting('CrashLoopBackOff'), once(4, '2020-01-01T00:00:00Z')),
            container('b', RUNNING, once(3, '2019-01-01T00:00:00Z')),
          ],
        },
      },
    ],
    ['0/2 Error 0', { status: { containerStatuses: [container('a', ended(1, { reason: 'Error' }))] } }],
    ['0/2 ExitCode:137 0', { status: { containerStatuses: [container('a', ended(137))] } }],
    ['0/2 Signal:9 0', { status: { containerStatuses: [container('a', ended(137, { signal: 9 }))] } }],
    [
      '1/2 NotReady 0',
      { status: { containerStatuses: [container('a', ended(0, { reason: 'Completed' })), container('b', RUNNING)] } },
    ],
    [
      '1/2 Running 0',
      {
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [container('a', ended(0, { reason: 'Completed' })), container('b', RUNNING)],
        },
      },
    ],
    [
      '1/2 Running 0',
      {
        status: {
          conditions: [
            { type: 'Ready', status: 'False' },
            { type: 'Ready', status: 'True' },
          ],
          containerStatuses: [container('a', ended(0, { reason: 'Completed' })), container('b', RUNNING)],
        },
      },
    ],
    [
      '0/2 Error 0',
      { status: { containerStatuses: [container('a', { ...RUNNING, ...ended(1, { reason: 'Error' }) })] } },
    ],
    [
      '0/2 SchedulingGated 0',
      {
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
        },
      },
    ],
    ['0/2 Terminating 0', { metadata: { deletionTimestamp: '2020-01-01T00:00:00Z' }, status: { phase: 'Running' } }],
    ['0/2 Succeeded 0', { metadata: { deletionTimestamp: '2020-01-01T00:00:00Z' }, status: { phase: 'Succeeded' } }],
    [
      '0/2 Unknown 0',
      { metadata: { deletionTimestamp: '2020-01-01T00:00:00Z' }, status: { phase: 'Running', reason: 'NodeLost' } },
    ],
  ])('reads %j', (expected, members) => {
    expect(summary(members)).toBe(expected);
  });

  const spec = { initContainers: [{ name: 'i' }, { name: 's', restartPolicy: 'Always' }, { name: 'j' }] };
  test.each<[string, object]>([
    ['0/3 Init:0/3 0', { initContainerStatuses: [container('i', waiting('PodInitializing'))] }],
    ['0/3 Init:ImagePullBackOff 0', { initContainerStatuses: [container('i', waiting('ImagePullBackOff'))] }],
    [
      '0/3 Init:Error 2',
      { initContainerStatuses: [container('i', ended(1, { reason: 'Error' }), { restartCount: 2 })] },
    ],
    ['0/3 Init:ExitCode:2 0', { initContainerStatuses: [container('i', { ...waiting('Backoff'), ...ended(2) })] }],
    ['0/3 Init:ExitCode:2 0', { initContainerStatuses: [container('i', ended(2))] }],
    [
      '1/3 Init:2/3 3',
      {
        initContainerStatuses: [
          container('i', ended(0), { restartCount: 1 }),
          container('s', RUNNING, { started: true, restartCount: 2 }),
          container('j', RUNNING),
        ],
      },
    ],
    [
      '3/3 Running 2',
      {
        phase: 'Running',
        initContainerStatuses: [
          container('i', ended(0), { restartCount: 1 }),
          container('s', RUNNING, { started: true, restartCount: 2 }),
          container('j', ended(0)),
        ],
        containerStatuses: [container('a', RUNNING), container('b', RUNNING)],
      },
    ],
  ])('of a pod with init containers and a sidecar reads %j', (expected, status) => {
    expect(summary({ spec, status })).toBe(expected);
  });

  test('says that a pod has ended', () => {
    expect(row({ status: { phase: 'Succeeded' } }).conditions).toEqual([
      { type: 'Completed', status: 'True', reason: 'Succeeded', message: 'The pod has completed successfully.' },
    ]);
    expect(row({ status: { phase: 'Failed' } }).conditions).toMatchObject([{ reason: 'Failed' }]);
    expect(row({ status: { phase: 'Running' } }).conditions).toBeUndefined();
  });
});
