import { defineConfig } from 'vitest/config';

// What does not count revisions or turns of the event loop runs also on a store that is far away, late, and shared with strangers.
const ON_A_SLOW_STORE = [
  'test/kinds/{authentication,authorization,coordination,node,policy,rbac,scheduling}/*.test.ts',
  'test/kinds/core/{config-maps,endpoints,events,nodes,pod-templates,secrets,service-accounts}/*.test.ts',
  'test/kinds/core/services/{allocator,services}.test.ts',
  'test/kinds/kinds.test.ts',
  'test/registry/{ownership,pages,registry}.test.ts',
  'test/controllers/{garbage-collector,namespace-controller,namespace-defaults-controller}.test.ts',
  'test/server/node-reports.test.ts',
  'test/watch/watches.test.ts',
];

// What is recorded of a cluster is the same on disk as in memory: here, what is about pods; all of it where the groups are not named.
const ON_DISK = ['test/conformance/replay.test.ts'];
const GROUPS_ON_DISK = 'pod-status,pods,watch,list';

export default defineConfig({
  test: {
    // Each file has a process of its own: what it starts cannot keep another from ending.
    pool: 'forks',
    // Far more than any takes on a machine of its own; others may share it. Hooks prepare what tests look at.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'schemas/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      { extends: true, test: { name: 'memory', include: ['test/**/*.test.ts'] } },
      { extends: true, test: { name: 'slow store', include: ON_A_SLOW_STORE, env: { PODLEDGER_TEST_STORE: 'slow' } } },
      {
        extends: true,
        test: {
          name: 'on disk',
          include: ON_DISK,
          env: { PODLEDGER_TEST_STORE: 'lmdb', PODLEDGER_TEST_GROUPS: GROUPS_ON_DISK },
        },
      },
    ],
  },
});
