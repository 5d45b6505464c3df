import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { NodeCondition, NodeReports } from '../../src/cri/backend.ts';
import { nodeConditions } from '../../src/cri/node-conditions.ts';
import { startNodeReporter } from '../../src/cri/node-reporter.ts';
import { createLogger } from '../../src/process/log.ts';
import { eventually } from '../support/eventually.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { conflist, put } from './support/networks.ts';
import { startCri } from './support/servers.ts';

const RUNTIME = { type: 'RuntimeReady', status: true, reason: '', message: '' } as const;
const NETWORK = { type: 'NetworkReady', status: true, reason: '', message: '' } as const;
const NO_RUNTIME = { ...RUNTIME, status: false, reason: 'R', message: 'no runtime' };
const NO_NETWORK = { ...NETWORK, status: false, reason: 'N', message: 'no network' };

const NOT_RUNNING = 'container runtime not ready: RuntimeReady=false reason:R message:no runtime';
const NOT_CONNECTED = 'container runtime network not ready: NetworkReady=false reason:N message:no network';

test('a node is ready, with a network, where the runtime and its network are', () => {
  expect(nodeConditions([RUNTIME, NETWORK])).toEqual([
    {
      type: 'NetworkUnavailable',
      status: 'False',
      reason: 'RouteCreated',
      message: 'container runtime network is ready',
    },
    { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
  ]);
});

test.each([
  [[NO_RUNTIME, NETWORK], 'False', NOT_RUNNING],
  [[RUNTIME, NO_NETWORK], 'True', NOT_CONNECTED],
  [[NO_RUNTIME, NO_NETWORK], 'True', `[${NOT_RUNNING}, ${NOT_CONNECTED}]`],
])('a node is not ready where the runtime says %j', (conditions, unavailable, message) => {
  const [network, ready] = nodeConditions(conditions);
  expect(network).toMatchObject({ type: 'NetworkUnavailable', status: unavailable });
  expect(ready).toEqual({ type: 'Ready', status: 'False', reason: 'KubeletNotReady', message });
});

/** Takes reports down; `exists` says whether there is a node. */
function recorder(exists = true): NodeReports & { readonly calls: string[]; exists: boolean; problem?: Error } {
  return {
    calls: [],
    exists,
    async setConditions(conditions: readonly NodeCondition[]) {
      if (this.problem !== undefined) throw this.problem;
      this.calls.push(conditions.map(({ type, status }) => `${type}=${status}`).join());
      return this.exists;
    },
    async renewLease() {
      this.calls.push('alive');
    },
  };
}

function reporting(reports: NodeReports) {
  const clock = fakeClock();
  const logged: string[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line).msg) };
  const logger = createLogger('info', { stdout: stream, stderr: stream });
  const conditions = async () => [RUNTIME, NETWORK];
  return { clock, logged, reporter: startNodeReporter({ reports, conditions, clock, logger }) };
}

const READY = 'NetworkUnavailable=False,Ready=True';

test('the node is reported at once, every ten seconds, and when something has changed, until that is stopped', async () => {
  const reports = recorder();
  const { clock, reporter } = reporting(reports);
  await eventually(() => expect(reports.calls).toEqual([READY, 'alive']));
  clock.pass(9_999);
  await setImmediate();
  expect(reports.calls).toHaveLength(2);
  clock.pass(1);
  await eventually(() => expect(reports.calls).toHaveLength(4));
  await reporter.report();
  expect(reports.calls).toHaveLength(6);
  await reporter.stop();
  clock.pass(60_000);
  await reporter.report();
  expect(reports.calls).toHaveLength(6);
});

test('nobody tells that a node is alive that does not exist', async () => {
  const reports = recorder(false);
  const { reporter } = reporting(reports);
  await reporter.report();
  expect(new Set(reports.calls)).toEqual(new Set([READY]));
  reports.exists = true;
  await reporter.report();
  expect(reports.calls).toContain('alive');
  await reporter.stop();
});

test('a report that fails is logged once, and made again', async () => {
  const reports = recorder();
  reports.problem = new Error('no store');
  const { clock, logged, reporter } = reporting(reports);
  await reporter.report();
  await reporter.report();
  expect(logged).toEqual(['the state of this node cannot be reported']);
  delete reports.problem;
  clock.pass(10_000);
  await eventually(() => expect(reports.calls).toContain('alive'));
  await reporter.stop();
});

test('a network that comes to be configured is reported without waiting', async () => {
  const reports = recorder();
  const { client, directory } = await startCri({ nodeReports: reports, clock: fakeClock() });
  await eventually(() => expect(reports.calls).toEqual(['NetworkUnavailable=True,Ready=False', 'alive']));
  await put(directory, '10-net.conflist', conflist('net'));
  await client.status();
  await eventually(() => expect(reports.calls.slice(2, 4)).toEqual([READY, 'alive']));
});
