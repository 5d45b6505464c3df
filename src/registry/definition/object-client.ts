import type { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import type { UpdateStrategy } from './strategy.ts';

/**
 * The objects of one kind in the namespace of a request, as what is done with one of them by an action or a connection reads
 * and writes them. Every call may reject with a StatusError: 404 where there is no such object, 503 where the store fails.
 */
export interface ObjectClient<T> {
  /** The newest state of an object, with its resourceVersion. It is shared: not to be changed. */
  get(name: string): Promise<T>;

  /**
   * Changes an object, by compare-and-swap, and resolves to the resourceVersion that it has then.
   * @throws StatusError 409 another uid, 422 invalid, and whatever `change` throws.
   */
  update(name: string, update: ObjectUpdate<T>): Promise<string>;

  /** Deletes an object, or begins to. @throws StatusError 409 a precondition does not hold. */
  delete(name: string, options: DeleteOptions): Promise<void>;
}

/** A change that the server itself makes to an object on behalf of a client. It gives the client no ownership of fields. */
export interface ObjectUpdate<T> {
  readonly subresource: string;
  readonly strategy: UpdateStrategy<T>;
  /** The uid that the object must have; undefined where any will do. */
  readonly uid?: string | undefined;
  readonly dryRun: boolean;
  /** Makes the new state of the old one, which is shared. Called again with the winner where a race is lost. */
  change(old: T): T;
}
