import { SYSTEM_NAMESPACES } from '../admission/namespace-lifecycle.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { isReason } from '../apimachinery/status-error.ts';
import { namespaces } from '../kinds/core/namespaces/index.ts';
import { priorityClasses } from '../kinds/scheduling/priority-classes/index.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../kinds/scheduling/priority-classes/system-classes.ts';
import { createObject } from '../registry/create.ts';
import { ownRequest } from '../registry/definition/request-context.ts';
import type { Registry } from '../registry/registry.ts';
import type { ResourceContext } from '../registry/resource-context.ts';

/** Creates the namespaces that every cluster has, where they are not there: a durable store has them since its first start. */
export async function createSystemNamespaces(registry: Registry, signal: AbortSignal | undefined): Promise<void> {
  for (const name of SYSTEM_NAMESPACES) await createUnlessPresent(registry.of(namespaces), name, {}, signal);
}

/** Likewise the priority classes. */
export async function createSystemPriorityClasses(registry: Registry, signal: AbortSignal | undefined): Promise<void> {
  for (const { name, ...fields } of SYSTEM_PRIORITY_CLASSES) {
    await createUnlessPresent(registry.of(priorityClasses), name, fields, signal);
  }
}

/** Creates an object outside namespaces: an empty one with these fields. */
async function createUnlessPresent<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  fields: Partial<T>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { codec, strategy } = resource.definition;
  const object = Object.assign(codec.empty(), fields);
  object.metadata.name = name;
  strategy.setDefaults(object);
  try {
    // Clients know these objects as written by kube-apiserver itself.
    const context = ownRequest({ namespace: undefined, signal, manager: 'kube-apiserver' });
    await createObject(resource, object, context, { dryRun: false });
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
}
