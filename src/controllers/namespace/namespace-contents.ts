import type { ApiObject } from '../../apimachinery/api-object.ts';
import { ownRequest, type ReadContext } from '../../registry/definition/request-context.ts';
import { deleteCollection } from '../../registry/delete-collection.ts';
import { listObjects } from '../../registry/list.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';

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
 * finalizers, and pods that their kubelets have yet to stop. What runs goes first, and nothing else before it is gone, so that nothing
 * is taken away under it (KEP-5080). A kind that fails does not keep the others from being deleted.
 */
export async function deleteNamespaceContents(
  registry: readonly ResourceContext<ApiObject>[],
  namespace: DoomedNamespace,
): Promise<RemainingContents> {
  const contents = new Contents();
  for (const resource of registry.filter(runs)) await contents.delete(resource, namespace);
  if (contents.resources.size > 0) return contents;
  for (const resource of registry) if (!runs(resource)) await contents.delete(resource, namespace);
  return contents;
}

class Contents implements RemainingContents {
  estimateSeconds = 0;
  readonly resources = new Map<string, number>();
  readonly finalizers = new Map<string, number>();
  readonly failures: string[] = [];

  async delete(resource: ResourceContext<ApiObject>, { name, endingMs, signal }: DoomedNamespace): Promise<void> {
    const context = ownRequest({ namespace: name, signal });
    try {
      const graceSeconds = await longestGracePeriod(resource, context);
      await deleteCollection(resource, context, EVERYTHING, { propagationPolicy: 'Background' });
      await this.#count(resource, context, endingMs >= graceSeconds * 1000 ? 0 : graceSeconds);
    } catch (error) {
      if (signal.aborted) throw error;
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  async #count(counted: ResourceContext<ApiObject>, context: ReadContext, graceSeconds: number): Promise<void> {
    const { group, resource, kind, codec } = counted.definition;
    let isHeld = false;
    const count = await visit(counted, context, ({ value, revision }) => {
      for (const finalizer of codec.open(value, revision).metadata.finalizers ?? []) {
        isHeld = true;
        this.finalizers.set(finalizer, (this.finalizers.get(finalizer) ?? 0) + 1);
      }
    });
    if (count === 0) return;
    this.resources.set(`${resource}.${group}`, count);
    const estimate = graceSeconds > 0 ? graceSeconds : isHeld ? FINALIZER_ESTIMATE_SECONDS : 0;
    this.estimateSeconds = Math.max(this.estimateSeconds, estimate);
    if (estimate > 0) return;
    const what = `${group}/${kind.version}, Resource=${resource}`;
    this.failures.push(`unexpected items still remain in namespace: ${context.namespace} for gvr: ${what}`);
  }
}

/** The longest time that an object which has not ended was given to stop, in seconds. */
async function longestGracePeriod(resource: ResourceContext<ApiObject>, context: ReadContext): Promise<number> {
  const { codec, deletion } = resource.definition;
  if (deletion.secondsToStop === undefined) return 0;
  let longest = 0;
  await visit(resource, context, ({ value }) => {
    const seconds = deletion.secondsToStop?.((field, name) => codec.member(value, field, name)) ?? 0;
    longest = Math.max(longest, seconds);
  });
  return longest;
}

/** Shows each object of a namespace, and resolves to how many there are. */
async function visit(
  resource: ResourceContext<ApiObject>,
  context: ReadContext,
  see: (entry: StoreEntry) => void,
): Promise<number> {
  const { entries } = await listObjects(resource, context, EVERYTHING);
  for (const entry of entries) {
    see(entry);
    const pause = resource.cache.turns.pause();
    if (pause !== undefined) await pause;
  }
  return entries.length;
}

const EVERYTHING = { exactly: undefined };

/** Whether objects of the kind run something, as pods do. */
function runs({ definition }: ResourceContext<ApiObject>): boolean {
  return definition.deletion.secondsToStop !== undefined;
}
