import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import { allowsResource, type ResourceRequest } from './rule-matching.ts';

/** A rule that allows something, for the names that it has, and what gives it to someone. */
export interface AllowingRule {
  readonly grant: Grant;
  readonly rule: PolicyRule;
}

/** What one user has asked for, of one version of the policy. */
interface Known {
  readonly version: number;
  readonly byRequest: Map<string, readonly AllowingRule[]>;
}

// An agent asks for a dozen of these again and again; who tries everything is not worth remembering.
const REMEMBERED_REQUESTS = 256;

/**
 * Which rules allow what, for whatever name, by user: found among all rules that someone has, and remembered until any role or binding
 * changes. A user is told by its object, which authenticators keep as long as they keep a token, and nobody changes.
 */
export class KnownGrants {
  readonly #policy: RolePolicy;
  readonly #users = new WeakMap<UserInfo, Known>();

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
    const fresh: Known = { version, byRequest: new Map() };
    this.#users.set(user, fresh);
    return fresh;
  }

  #find(user: UserInfo, namespace: string, request: ResourceRequest): readonly AllowingRule[] {
    const found: AllowingRule[] = [];
    for (const grant of this.#policy.grantsOf(user, namespace)) {
      for (const rule of grant.rules ?? []) {
        if (allowsResource(rule, request)) found.push({ grant, rule });
      }
    }
    return found;
  }
}
