import type { RolePolicy } from './role-policy.ts';

/** The roles and bindings of a server, in memory. */
export interface FreshPolicy {
  readonly policy: RolePolicy;
  /**
   * Waits until `policy` has every write of a role or a binding that this server has answered; undefined where it has them already.
   * Rejects with a StatusError where that cannot be found out.
   */
  reached(signal: AbortSignal | undefined): Promise<void> | undefined;
}
