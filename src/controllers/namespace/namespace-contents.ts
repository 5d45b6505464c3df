import type { Pod } from '../../../schemas/core/v1/pod.ts';
import { deleteCollection } from '../../registry/delete-collection.ts';
import { listObjects } from '../../registry/list.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { Registry, RequestContext } from '../../registry/registry.ts';

/** What is left of a namespace's contents once all of it has been asked to go. */
export interface RemainingContents {
  /** Seconds after which it may be worth looking again; 0 where nothing is known to take time. */
  readonly estimateSeconds: number;
  /** How many objects are left, by resource: `pods.`, `leases.coordination.k8s.io`. */
  readonly resources: ReadonlyMap<string, number>;
  /** How many objects each finalizer holds. */
  readonly finalizers: ReadonlyMap<string, number>;
  /** What went wrong, for people to read. */
  readonly failures: readonly string[];
}

/** The namespace that is to be emptied. */
export interface DoomedNamespace {
  readonly name: string;
  /** For how many milliseconds it has been ending. */
  readonly endingMs: number;
  readonly signal: AbortSignal;
}

// What Kubernetes gives those who have finalizers to take away.
const FINALIZER_ESTIMATE_SECONDS = 15;

/**
 * Deletes all that is in a namespace, as deletions of collections in the background, and tells what is left: objects that have
 * finalizers, and pods that their kubelets have yet to stop. Pods go first, and nothing else before they are gone, so that nothing
 * is taken away under a pod that runs (KEP-5080). A kind that fails does not keep the others from being deleted.
 */
export async function deleteNamespaceContents(
  registries: readonly Registry<ApiObject>[],
  namespace: DoomedNamespace,
): Promise<RemainingContents> {
  const contents = new Contents();
  for (const registry of registries.filter(isOfPods)) await contents.delete(registry, namespace);
  if (contents.resources.size > 0) return contents;
  for (const registry of registries) if (!isOfPods(registry)) await contents.delete(registry, namespace);
  return contents;
}

class Contents implements RemainingContents {
  estimateSeconds = 0;
  readonly resources = new Map<string, number>();
  readonly finalizers = new Map<string, number>();
  readonly failures: string[] = [];

  async delete(registry: Registry<ApiObject>, { name, endingMs, signal }: DoomedNamespace): Promise<void> {
    const context: RequestContext = { namespace: name, signal };
    try {
      const graceSeconds = isOfPods(registry) ? await longestGracePeriod(registry, context) : 0;
      await deleteCollection(registry, context, EVERYTHING, { propagationPolicy: 'Background' });
      this.#count(
        registry,
        await objectsIn(registry, context),
        name,
        endingMs >= graceSeconds * 1000 ? 0 : graceSeconds,
      );
    } catch (error) {
      if (signal.aborted) throw error;
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  #count(
    { definition }: Registry<ApiObject>,
    objects: readonly ApiObject[],
    namespace: string,
    graceSeconds: number,
  ): void {
    if (objects.length === 0) return;
    const { group, resource, kind } = definition;
    this.resources.set(`${resource}.${group}`, objects.length);
    let isHeld = false;
    for (const { metadata } of objects) {
      for (const finalizer of metadata.finalizers ?? []) {
        isHeld = true;
        this.finalizers.set(finalizer, (this.finalizers.get(finalizer) ?? 0) + 1);
      }
    }
    const estimate = graceSeconds > 0 ? graceSeconds : isHeld ? FINALIZER_ESTIMATE_SECONDS : 0;
    this.estimateSeconds = Math.max(this.estimateSeconds, estimate);
    if (estimate > 0) return;
    const what = `${group}/${kind.version}, Resource=${resource}`;
    this.failures.push(`unexpected items still remain in namespace: ${namespace} for gvr: ${what}`);
  }
}

/** The longest time that a pod which has not ended was given to stop, in seconds. */
async function longestGracePeriod(registry: Registry<ApiObject>, context: RequestContext): Promise<number> {
  // The kind was asked for by name.
  const pods = (await objectsIn(registry, context)) as Pod[];
  let longest = 0;
  for (const { spec, status } of pods) {
    if (status.phase === 'Succeeded' || status.phase === 'Failed') continue;
    longest = Math.max(longest, Number(spec.terminationGracePeriodSeconds ?? 0));
  }
  return longest;
}

async function objectsIn(
  { definition, ...registry }: Registry<ApiObject>,
  context: RequestContext,
): Promise<ApiObject[]> {
  const { entries } = await listObjects({ definition, ...registry }, context, EVERYTHING);
  return entries.map(({ value, revision }) => definition.codec.open(value, revision));
}

const EVERYTHING = { exactly: undefined };

function isOfPods({ definition }: Registry<ApiObject>): boolean {
  return definition.group === '' && definition.resource === 'pods';
}
