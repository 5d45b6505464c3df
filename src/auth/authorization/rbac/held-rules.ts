import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { RoleRef } from '../../../../schemas/rbac/v1/role-binding.ts';
import { append } from '../../../apimachinery/append.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import type { Grant, RolePolicy } from './role-policy.ts';

/** Rules that someone has. */
export interface HeldRules {
  readonly rules: readonly PolicyRule[];
  /** The roles that someone is bound to, and that do not exist. */
  readonly missing: readonly RoleRef[];
}

/** All that someone may do in a namespace, or in the whole cluster where that is ''. */
export function heldRules(policy: RolePolicy, user: UserInfo, namespace: string): HeldRules {
  const rules: PolicyRule[] = [];
  const grants = policy.grantsOf(user, namespace);
  for (const grant of grants) append(rules, grant.rules ?? []);
  return { rules, missing: missingRoles(grants) };
}

/** The roles that grants are about and that do not exist. */
export function missingRoles(grants: readonly Grant[]): RoleRef[] {
  return grants.flatMap(({ rules, binding }) => (rules === undefined ? [binding.roleRef] : []));
}

/** That there is no such role, in the words of kube-apiserver's informers. */
export function missingRole({ kind, name }: RoleRef): string {
  return `${kind.toLowerCase()}.rbac.authorization.k8s.io ${goQuote(name)} not found`;
}
