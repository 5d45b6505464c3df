import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { RoleRef, Subject } from '../../../../schemas/rbac/v1/role-binding.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';

/** A binding, as far as it says who has which role. */
export interface Binding {
  readonly name: string;
  readonly roleRef: RoleRef;
  readonly subjects: readonly Subject[];
}

/** A binding that gives someone a role, where the role is there. */
export interface Grant {
  /** '' for a binding of the whole cluster. */
  readonly namespace: string;
  readonly binding: Binding;
  /** Undefined where there is no such role. */
  readonly rules: readonly PolicyRule[] | undefined;
}

/**
 * The roles and bindings there are, found by whom they are about. Namespaces are '' for what is in none. It is changed as they are
 * written, and holds no more of them than rights hang on.
 */
export class RolePolicy {
  readonly #roles = new Map<string, Map<string, readonly PolicyRule[]>>();
  readonly #bindings = new Map<string, NamespaceBindings>();
  #version = 0;

  /** Another number each time that something has changed. */
  get version(): number {
    return this.#version;
  }

  /** Takes over a role as it is now. */
  setRole(namespace: string, name: string, rules: readonly PolicyRule[]): void {
    this.#version += 1;
    const roles = this.#roles.get(namespace) ?? new Map<string, readonly PolicyRule[]>();
    this.#roles.set(namespace, roles.set(name, rules));
  }

  /** Forgets a role that is gone. */
  deleteRole(namespace: string, name: string): void {
    this.#version += 1;
    const roles = this.#roles.get(namespace);
    roles?.delete(name);
    if (roles?.size === 0) this.#roles.delete(namespace);
  }

  /** Takes over a binding as it is now. */
  setBinding(namespace: string, binding: Binding): void {
    this.#version += 1;
    const bindings = this.#bindings.get(namespace) ?? new NamespaceBindings(namespace);
    bindings.set(binding);
    this.#bindings.set(namespace, bindings);
  }

  /** Forgets a binding that is gone. */
  deleteBinding(namespace: string, name: string): void {
    this.#version += 1;
    const bindings = this.#bindings.get(namespace);
    bindings?.delete(name);
    if (bindings?.isEmpty === true) this.#bindings.delete(namespace);
  }

  /** Forgets everything. */
  clear(): void {
    this.#version += 1;
    this.#roles.clear();
    this.#bindings.clear();
  }

  /** The rules of the role that a binding in a namespace refers to; undefined where there is no such role. */
  rulesOf({ kind, name }: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
    return this.#roles.get(kind === 'Role' ? namespace : '')?.get(name);
  }

  /** What someone is given for a namespace: by bindings of the whole cluster first, by name. */
  grantsOf(user: UserInfo, namespace: string): Grant[] {
    const grants = this.#grantsIn('', user);
    return namespace === '' ? grants : [...grants, ...this.#grantsIn(namespace, user)];
  }

  #grantsIn(namespace: string, user: UserInfo): Grant[] {
    const bindings = this.#bindings.get(namespace)?.of(user) ?? [];
    return bindings.map((binding) => ({ namespace, binding, rules: this.rulesOf(binding.roleRef, namespace) }));
  }
}

/** The bindings of one namespace, or of the whole cluster. */
class NamespaceBindings {
  readonly #namespace: string;
  readonly #byName = new Map<string, Binding>();
  readonly #bySubject = { User: new Map<string, Set<Binding>>(), Group: new Map<string, Set<Binding>>() };

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  set(binding: Binding): void {
    this.delete(binding.name);
    this.#byName.set(binding.name, binding);
    for (const subject of binding.subjects) {
      const found = holderOf(subject, this.#namespace);
      if (found === undefined) continue;
      const index = this.#bySubject[found.kind];
      index.set(found.name, (index.get(found.name) ?? new Set()).add(binding));
    }
  }

  delete(name: string): void {
    const known = this.#byName.get(name);
    if (known === undefined) return;
    this.#byName.delete(name);
    for (const subject of known.subjects) {
      const found = holderOf(subject, this.#namespace);
      if (found === undefined) continue;
      const index = this.#bySubject[found.kind];
      index.get(found.name)?.delete(known);
      if (index.get(found.name)?.size === 0) index.delete(found.name);
    }
  }

  /** Those that are about someone, each once, by name. */
  of({ username = '', groups = [] }: UserInfo): Binding[] {
    const { User, Group } = this.#bySubject;
    const found = new Set(User.get(username));
    for (const group of groups) for (const binding of Group.get(group) ?? []) found.add(binding);
    return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

interface Holder {
  readonly kind: 'User' | 'Group';
  readonly name: string;
}

/** Whom a subject of a binding stands for; undefined where that is nobody. */
function holderOf({ kind, name, namespace: own = '' }: Subject, namespace: string): Holder | undefined {
  if (kind === 'User' || kind === 'Group') return { kind, name };
  const accounts = own === '' ? namespace : own;
  if (kind !== 'ServiceAccount' || accounts === '') return undefined;
  return { kind: 'User', name: `system:serviceaccount:${accounts}:${name}` };
}

/** A grant in kube-apiserver's words: the binding, its role, and the first of its subjects that someone is. */
export function describeGrant({ binding, namespace }: Grant, { username = '', groups = [] }: UserInfo): string {
  const { name, roleRef, subjects } = binding;
  const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  const shown = namespace === '' ? name : `${name}/${namespace}`;
  const subject = subjects.find((one) => {
    const holder = holderOf(one, namespace);
    return holder?.kind === 'User' ? holder.name === username : holder !== undefined && groups.includes(holder.name);
  });
  const to = subject === undefined ? '' : ` to ${subject.kind} ${goQuote(shownSubject(subject, namespace))}`;
  return `${kind} ${goQuote(shown)} of ${roleRef.kind} ${goQuote(roleRef.name)}${to}`;
}

function shownSubject({ kind, name, namespace: own = '' }: Subject, namespace: string): string {
  return kind === 'ServiceAccount' ? `${name}/${own === '' ? namespace : own}` : name;
}
