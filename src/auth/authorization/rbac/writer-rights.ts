import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { RoleRef } from '../../../../schemas/rbac/v1/role-binding.ts';
import type { Authorizer } from '../authorizer.ts';
import type { FreshPolicy } from './fresh-policy.ts';
import { type HeldRules, heldRules } from './held-rules.ts';

/**
 * What is asked about whoever writes something, beside whether they may send the request: in answers as they stand after all that this
 * server has answered. Every call may reject with a StatusError.
 */
export interface WriterRights extends Pick<Authorizer, 'authorize'> {
  /** All that someone may do in a namespace, or in the whole cluster where that is '', by RBAC. */
  heldRules(user: UserInfo, namespace: string, signal: AbortSignal | undefined): Promise<HeldRules>;
  /** The rules of the role that a binding in a namespace refers to; undefined where there is no such role. */
  rulesOf(
    role: RoleRef,
    namespace: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly PolicyRule[] | undefined>;
}

/** Answers by an authorizer and the roles and bindings in memory. */
export function writerRights(authorizer: Authorizer, roles: FreshPolicy): WriterRights {
  return {
    authorize: (attributes, signal) => authorizer.authorize(attributes, signal),
    async heldRules(user, namespace, signal) {
      await roles.reached(signal);
      return heldRules(roles.policy, user, namespace);
    },
    async rulesOf(role, namespace, signal) {
      await roles.reached(signal);
      return roles.policy.rulesOf(role, namespace);
    },
  };
}
