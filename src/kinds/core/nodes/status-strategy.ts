import type { Node } from '../../../../schemas/core/v1/node.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { dropConfigStatus, dropEmptyNames } from './disabled-fields.ts';
import { nodeStrategy } from './strategy.ts';
import { validateNodeUpdate } from './validation.ts';

/** The subresource nodes/status: writes the status, and with it labels and annotations, but not the spec. */
export const nodeStatusStrategy: UpdateStrategy<Node> = {
  ...nodeStrategy,
  // Admission is to see what a node sends of its spec, though none of it is written.
  keptFields: [],
  resetFields: ['spec'],

  prepareForUpdate(next, old) {
    const { status } = next;
    next.spec = old.spec;
    dropConfigStatus(status, old.status);
    dropEmptyNames(status);
  },

  validateUpdate: validateNodeUpdate,

  warningsOnUpdate() {
    return [];
  },
};
