import { vi } from 'vitest';

/** How long a busy machine may take; a test's own limit is longer, so that the failure says what was awaited. */
const PATIENCE_MS = 30_000;

/** Resolves once the check passes; rejects with its last error where it does not come to that. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval: 5 });
}
