import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { Decision } from '../authorizer.ts';
import { describeGrant, type Grant, type RolePolicy } from './role-policy.ts';
import { allowsResource, type ResourceRequest } from './rule-matching.ts';

/** A rule that allows something, for the names that it has, and what gives it to someone. */
export interface AllowingRule {
  readonly rule: PolicyRule;
  /** What is answered where it does. */
  readonly permission: Decision;
}

/** What one user, or another of the same name and groups, has asked for, of one version of the policy. */
interface Known {
  readonly version: number;
  readonly byRequest: Map<string, readonly AllowingRule[]>;
}

// An agent asks for a dozen of these again and again; who tries everything is not worth remembering.
const REMEMBERED_REQUESTS = 256;
const REMEMBERED_USERS = 1024;

/**
 * Which rules allow what, for whatever name, by user: found among all rules that someone has, and remembered until any role or binding
 * changes. Rights hang on the name and the groups of a user alone. Mostly its object tells it already: authenticators keep that as long as
 * they keep a token, and nobody changes it.
 */
export class KnownGrants {
  readonly #policy: RolePolicy;
  readonly #users = new WeakMap<UserInfo, Known>();
  readonly #byName = new Map<string, Known>();

  constructor(policy: RolePolicy) {
    this.#policy = policy;
  }

  /** The rules that allow someone a request in a namespace, in order. */
  allowing(user: UserInfo, namespace: string, request: ResourceRequest): readonly AllowingRule[] {
    const { byRequest } = this.#knownOf(user);
    const { verb, group, resource, subresource } = request;
    // The lengths keep a text that has any separator in it from being taken for two.
    const key = `${namespace.length} ${verb.length} ${group.length} ${resource.length} ${namespace}${verb}${group}${resource}${subresource}`;
    const known = byRequest.get(key);
    if (known !== undefined) return known;
    const found = this.#find(user, namespace, request);
    if (byRequest.size >= REMEMBERED_REQUESTS) byRequest.clear();
    byRequest.set(key, found);
    return found;
  }

  #knownOf(user: UserInfo): Known {
    const { version } = this.#policy;
    const known = this.#users.get(user);
    if (known?.version === version) return known;
    const key = JSON.stringify([user.username, user.groups]);
    const namesake = this.#byName.get(key);
    const fresh: Known = namesake?.version === version ? namesake : { version, byRequest: new Map() };
    this.#users.set(user, fresh);
    if (fresh !== namesake) {
      if (this.#byName.size >= REMEMBERED_USERS) this.#byName.clear();
      this.#byName.set(key, fresh);
    }
    return fresh;
  }

  #find(user: UserInfo, namespace: string, request: ResourceRequest): readonly AllowingRule[] {
    const found: AllowingRule[] = [];
    for (const grant of this.#policy.grantsOf(user, namespace)) {
      const rules = (grant.rules ?? []).filter((rule) => allowsResource(rule, request));
      if (rules.length === 0) continue;
      const permission = permissionBy(grant, user);
      for (const rule of rules) found.push({ rule, permission });
    }
    return found;
  }
}

/** What is answered where something is allowed because of a grant. */
export function permissionBy(grant: Grant, user: UserInfo): Decision {
  return { outcome: 'Allow', reason: `RBAC: allowed by ${describeGrant(grant, user)}` };
}
