import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import type { DeletionStrategy } from '../../../registry/definition/deletion-strategy.ts';

/**
 * How namespaces are deleted: a deletion only says that the namespace is to end. It goes when the last finalizer of its spec is
 * taken away through `finalize`, by whoever has deleted its contents, and none is left in its metadata.
 */
export const namespaceDeletion: DeletionStrategy<Namespace> = {
  returnsObject: true,
  changes: ['status'],

  terminate({ status }) {
    status.phase = 'Terminating';
  },

  isHeld({ spec }) {
    return spec.finalizers !== undefined && spec.finalizers.length > 0;
  },
};
