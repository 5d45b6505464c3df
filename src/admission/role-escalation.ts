import type { ClusterRole, PolicyRule, Role } from '../../schemas/rbac/v1/role.ts';
import type { ClusterRoleBinding, RoleBinding } from '../../schemas/rbac/v1/role-binding.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { goQuote } from '../apimachinery/go-quote.ts';
import type { GroupResource } from '../apimachinery/group-version-kind.ts';
import { joinedErrors } from '../apimachinery/joined-errors.ts';
import { isSemanticallyEqual } from '../apimachinery/semantic-equal.ts';
import { badRequest, forbidden, notFound, type StatusError, unexpectedError } from '../apimachinery/status-error.ts';
import { describeRules, quotedList } from '../auth/authorization/rbac/describe-rules.ts';
import type { HeldRules } from '../auth/authorization/rbac/held-rules.ts';
import { countParts, openRules, uncoveredParts } from '../auth/authorization/rbac/uncovered-rules.ts';
import type { WriterRights } from '../auth/authorization/rbac/writer-rights.ts';
import type { Turns } from '../time/turns.ts';
import type { AdmissionAttributes, AdmissionPlugin } from './admission.ts';

const GROUP = 'rbac.authorization.k8s.io';
const ROLES: ReadonlySet<string> = new Set(['roles', 'clusterroles']);
const BINDINGS: ReadonlySet<string> = new Set(['rolebindings', 'clusterrolebindings']);

/** What whoever makes a cluster role of all others has to hold. */
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

// A rule of a few hundred words may stand for millions of pairs of them. The largest roles of Kubernetes itself have two thousand.
const MAX_PARTS = 20_000;

/**
 * Keeps people from giving others, or themselves, more than they hold: who writes a role has to hold its rules or may `escalate`, and
 * who binds one has to hold what it gives or may `bind` it (kube-apiserver's `policybased` storage). It stands behind all that changes
 * objects, and is no plugin that can be turned off.
 */
export function roleEscalation(rights: WriterRights, turns: Pick<Turns, 'pause'>): AdmissionPlugin {
  return {
    name: 'RoleEscalation',
    concerns: ({ operation, resource, subresource }) =>
      (operation === 'CREATE' || operation === 'UPDATE') &&
      subresource === '' &&
      resource.group === GROUP &&
      (ROLES.has(resource.resource) || BINDINGS.has(resource.resource)),
    admit(attributes) {
      const { user, resource, operation } = attributes;
      if (user.groups?.includes('system:masters') === true) return undefined;
      if (operation === 'UPDATE' && changesForCollectorOnly(attributes)) return undefined;
      const check = new EscalationCheck(rights, turns, attributes);
      return ROLES.has(resource.resource) ? check.role() : check.binding();
    },
  };
}

/** What a writer gives, held against what they hold. */
class EscalationCheck {
  readonly #rights: WriterRights;
  readonly #turns: Pick<Turns, 'pause'>;
  readonly #attributes: AdmissionAttributes;

  constructor(rights: WriterRights, turns: Pick<Turns, 'pause'>, attributes: AdmissionAttributes) {
    this.#rights = rights;
    this.#turns = turns;
    this.#attributes = attributes;
  }

  async role(): Promise<void> {
    const { info, resource, object, oldObject } = this.#attributes;
    if (await this.#may('escalate', resource, info?.name ?? '')) return;
    const role = object as Role | ClusterRole;
    await this.#refuseUncovered(role.rules ?? []);
    if (!isAggregated(role) && !isAggregated(oldObject as Role | ClusterRole | undefined)) return;
    const { rules } = await this.#held();
    if (openRules(rules, EVERYTHING).length > 0) {
      throw this.#refusal('must have cluster-admin privileges to use the aggregationRule');
    }
  }

  async binding(): Promise<void> {
    const { object, namespace = '', signal, resource } = this.#attributes;
    const { roleRef } = object as RoleBinding | ClusterRoleBinding;
    const role = ROLE_RESOURCES.get(roleRef.kind);
    if (role === undefined) throw unexpectedError(`unsupported role reference kind: ${goQuote(roleRef.kind)}`);
    if (await this.#may('bind', { group: roleRef.apiGroup, resource: role }, roleRef.name)) return;
    if (role === 'roles' && namespace === '') throw badRequest('Namespace parameter required.');
    const rules = await this.#rights.rulesOf(roleRef, namespace, signal);
    // kube-apiserver names what the request is about.
    if (rules === undefined) throw notFound(resource, roleRef.name);
    await this.#refuseUncovered(rules);
  }

  /** Whether the writer was given a right of its own to do this. */
  async #may(verb: string, { group, resource }: GroupResource, name: string): Promise<boolean> {
    const { user, namespace = '', signal } = this.#attributes;
    const asked = { verb, group, version: '*', resource, subresource: '', name, namespace };
    return (await this.#rights.authorize({ user, request: { resource: asked } }, signal)).outcome === 'Allow';
  }

  #held(): Promise<HeldRules> {
    const { user, namespace = '', signal } = this.#attributes;
    return this.#rights.heldRules(user, namespace, signal);
  }

  async #refuseUncovered(wanted: readonly PolicyRule[]): Promise<void> {
    const { rules: held, missing } = await this.#held();
    const { user, resource } = this.#attributes;
    const who = `user ${goQuote(user.username ?? '')} (groups=${quotedList(user.groups ?? [])})`;
    if (countParts(openRules(held, wanted)) > MAX_PARTS) {
      throw this.#refusal(
        `${who} is attempting to grant RBAC permissions by rules that allow more than ${MAX_PARTS} things`,
      );
    }
    const uncovered: PolicyRule[] = [];
    for (const part of uncoveredParts(held, wanted)) {
      if (part !== undefined) uncovered.push(part);
      const pause = this.#turns.pause();
      if (pause !== undefined) await pause;
    }
    if (uncovered.length === 0) return;
    const errors = missing.map(({ name }) => `${resource.resource}.${resource.group} ${goQuote(name)} not found`);
    const resolution = errors.length === 0 ? '' : `; resolution errors: [${joinedErrors(errors)}]`;
    const parts = describeRules(uncovered);
    throw this.#refusal(`${who} is attempting to grant RBAC permissions not currently held:\n${parts}${resolution}`);
  }

  #refusal(why: string): StatusError {
    const { resource, object } = this.#attributes;
    return forbidden(resource, (object as ApiObject).metadata.name ?? '', why);
  }
}

const ROLE_RESOURCES: ReadonlyMap<string, string> = new Map([
  ['Role', 'roles'],
  ['ClusterRole', 'clusterroles'],
]);

function isAggregated(role: Role | ClusterRole | undefined): boolean {
  return (
    role !== undefined && 'aggregationRule' in role && (role.aggregationRule?.clusterRoleSelectors ?? []).length > 0
  );
}

/** Whether nothing changes but what the garbage collector changes. */
function changesForCollectorOnly({ object, oldObject }: AdmissionAttributes): boolean {
  return isSemanticallyEqual(withoutCollected(object as AnyKind), withoutCollected(oldObject as AnyKind));
}

/** What any of the four kinds may have. */
type AnyKind = ApiObject & Partial<Omit<ClusterRole & RoleBinding, keyof ApiObject>>;

function withoutCollected({ metadata, rules, aggregationRule, roleRef, subjects }: AnyKind): object {
  const { ownerReferences: _, finalizers: __, selfLink: ___, managedFields: ____, ...kept } = metadata;
  return { metadata: kept, rules: rules ?? undefined, aggregationRule, roleRef, subjects };
}
