import { SYSTEM_NAMESPACES } from './admission/namespace-lifecycle.ts';
import { isReason } from './apimachinery/status-error.ts';
import { namespaces } from './registry/core/namespaces/index.ts';
import { createObject } from './registry/create.ts';
import type { ApiObject } from './registry/object-codec.ts';
import type { Registries } from './registry/registries.ts';
import type { Registry, RequestContext } from './registry/registry.ts';
import { priorityClasses } from './registry/scheduling/priority-classes/index.ts';
import { SYSTEM_PRIORITY_CLASSES } from './registry/scheduling/priority-classes/system-classes.ts';

/** Creates what every cluster has from the start, where it is not there: a durable store has it since its first. */
export async function createSystemObjects(registries: Registries): Promise<void> {
  for (const name of SYSTEM_NAMESPACES) await createUnlessPresent(registries.of(namespaces), name, {});
  for (const { name, ...fields } of SYSTEM_PRIORITY_CLASSES) {
    await createUnlessPresent(registries.of(priorityClasses), name, fields);
  }
}

// Clients know these objects as written by kube-apiserver itself.
const CONTEXT: RequestContext = { namespace: undefined, signal: undefined, manager: 'kube-apiserver' };

/** Creates an object outside namespaces: an empty one with these fields. */
async function createUnlessPresent<T extends ApiObject>(
  registry: Registry<T>,
  name: string,
  fields: Partial<T>,
): Promise<void> {
  const { codec, strategy } = registry.definition;
  const object = Object.assign(codec.empty(), fields);
  object.metadata.name = name;
  strategy.setDefaults(object);
  try {
    await createObject(registry, object, CONTEXT, { dryRun: false });
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
}
