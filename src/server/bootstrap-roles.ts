import type { ApiObject } from '../apimachinery/api-object.ts';
import { isReason } from '../apimachinery/status-error.ts';
import { bootstrapPolicy } from '../auth/authorization/rbac/bootstrap-policy/bootstrap-policy.ts';
import {
  type AnyBinding,
  type AnyRole,
  isOfSameRole,
  isShielded,
  reconcileBinding,
  reconcileRole,
} from '../auth/authorization/rbac/reconcile.ts';
import { clusterRoleBindings } from '../kinds/rbac/cluster-role-bindings/index.ts';
import { clusterRoles } from '../kinds/rbac/cluster-roles/index.ts';
import { roleBindings } from '../kinds/rbac/role-bindings/index.ts';
import { roles } from '../kinds/rbac/roles/index.ts';
import { createObject } from '../registry/create.ts';
import { ownRequest } from '../registry/definition/request-context.ts';
import { deleteObject } from '../registry/delete.ts';
import { findObject } from '../registry/get.ts';
import type { Registry } from '../registry/registry.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import { updateObject } from '../registry/update.ts';

// A store on disk makes writes durable in groups, and one elsewhere is asked over a network.
const AT_A_TIME = 16;

/**
 * Creates the roles and bindings that every cluster has, and gives those that are there what they lack (kube-apiserver's hook
 * `rbac/bootstrap-roles`). Does as many as it can; rejects where some could not be done, and is then to be called again.
 */
export async function reconcileBootstrapRoles(registry: Registry, signal: AbortSignal): Promise<void> {
  const policy = bootstrapPolicy();
  const ofCluster = new Reconciler(registry.of(clusterRoles), registry.of(clusterRoleBindings), signal);
  const inNamespaces = new Reconciler(registry.of(roles), registry.of(roleBindings), signal);
  await ofCluster.primeAggregatedRoles();
  await ofCluster.primeSplitBinding(policy.clusterRoleBindings);
  await each(policy.clusterRoles, (role) => ofCluster.role(role));
  await each(policy.clusterRoleBindings, (binding) => ofCluster.binding(binding));
  await each(policy.roles, (role) => inNamespaces.role(role));
  await each(policy.roleBindings, (binding) => inNamespaces.binding(binding));
}

/** Does something with each of some objects, with some of them at a time. Rejects at the end where one could not be done. */
async function each<T>(objects: readonly T[], reconcile: (object: T) => Promise<void>): Promise<void> {
  const waiting = [...objects];
  const errors: unknown[] = [];
  const drain = async (): Promise<void> => {
    for (let object = waiting.shift(); object !== undefined; object = waiting.shift()) {
      await reconcile(object).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, drain));
  if (errors.length > 0) throw errors[0];
}

/** Roles and bindings of one scope. */
class Reconciler<R extends ApiObject & AnyRole, B extends ApiObject & AnyBinding> {
  readonly #roles: ResourceContext<R>;
  readonly #bindings: ResourceContext<B>;
  readonly #signal: AbortSignal;

  constructor(roles: ResourceContext<R>, bindings: ResourceContext<B>, signal: AbortSignal) {
    this.#roles = roles;
    this.#bindings = bindings;
    this.#signal = signal;
  }

  async role(expected: AnyRole): Promise<void> {
    const existing = await this.#find(this.#roles, expected);
    if (existing === undefined) await this.#create(this.#roles, expected);
    else if (!isShielded(existing)) await this.#update(this.#roles, expected, (role) => reconcileRole(role, expected));
  }

  async binding(expected: AnyBinding): Promise<void> {
    const existing = await this.#find(this.#bindings, expected);
    if (existing !== undefined && isShielded(existing)) return;
    if (existing !== undefined && isOfSameRole(existing, expected)) {
      await this.#update(this.#bindings, expected, (binding) => reconcileBinding(binding, expected));
      return;
    }
    if (existing !== undefined) {
      const { name = '', uid } = existing.metadata;
      const preconditions = uid === undefined ? {} : { preconditions: { uid } };
      await deleteObject(this.#bindings, name, this.#context(expected), preconditions);
    }
    await this.#create(this.#bindings, expected);
  }

  /** Keeps what was changed in the roles of a cluster from before they were aggregated. */
  async primeAggregatedRoles(): Promise<void> {
    for (const name of ['admin', 'edit', 'view']) {
      const metadata = { name: `system:aggregate-to-${name}` };
      const old = await this.#find(this.#roles, { metadata: { name } });
      if (old === undefined || old.aggregationRule !== undefined) continue;
      if ((await this.#find(this.#roles, { metadata })) !== undefined) continue;
      const { labels = {}, annotations = {} } = old.metadata;
      await this.#create(this.#roles, { metadata: { ...metadata, labels, annotations }, rules: old.rules });
    }
  }

  /** Whoever may discover what is served may see what is public, as in a cluster from before these were two. */
  async primeSplitBinding(bindings: readonly AnyBinding[]): Promise<void> {
    const expected = bindings.find(({ metadata }) => metadata.name === 'system:public-info-viewer');
    const old = await this.#find(this.#bindings, { metadata: { name: 'system:discovery' } });
    if (expected === undefined || old === undefined) return;
    if ((await this.#find(this.#bindings, expected)) !== undefined) return;
    const { labels = {}, annotations = {} } = old.metadata;
    const metadata = { ...expected.metadata, labels, annotations };
    await this.#create(this.#bindings, { metadata, roleRef: expected.roleRef, subjects: old.subjects });
  }

  #find<T extends ApiObject>(resource: ResourceContext<T>, { metadata }: Pick<AnyRole, 'metadata'>) {
    return findObject(resource, metadata.name ?? '', this.#context({ metadata }));
  }

  async #create<T extends ApiObject>(resource: ResourceContext<T>, fields: AnyRole | AnyBinding): Promise<void> {
    const object = Object.assign(resource.definition.codec.empty(), structuredClone(fields));
    try {
      await createObject(resource, object, this.#context(fields), { dryRun: false });
    } catch (error) {
      // Another server that starts on the same store was faster, and makes the same.
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  }

  async #update<T extends ApiObject>(
    resource: ResourceContext<T>,
    { metadata }: Pick<AnyRole, 'metadata'>,
    reconcile: (object: T) => void,
  ): Promise<void> {
    const { codec, strategy } = resource.definition;
    const change = (old: T): T => {
      const object = codec.copy(codec.encode(old), Number(old.metadata.resourceVersion));
      reconcile(object);
      return object;
    };
    const { name = '' } = metadata;
    const update = { name, subresource: '', strategy, uid: undefined, change, dryRun: false };
    await updateObject(resource, update, this.#context({ metadata }));
  }

  // Clients know these objects as written by kube-apiserver itself.
  #context({ metadata: { namespace } }: { readonly metadata: ApiObject['metadata'] }) {
    return ownRequest({ namespace, signal: this.#signal, manager: 'kube-apiserver' });
  }
}
