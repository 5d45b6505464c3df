import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Each file has a process of its own: what it starts cannot keep another from ending.
    pool: 'forks',
    // Far more than any takes on a machine of its own; others may share it. Hooks prepare what tests look at.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'schemas/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
