import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Each file has a process of its own: what it starts cannot keep another from ending.
    pool: 'forks',
    testTimeout: 20_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'schemas/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
