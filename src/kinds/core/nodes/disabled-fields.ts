import type { NodeSpec } from '../../../../schemas/core/v1/node.ts';
import type { NodeStatus } from '../../../../schemas/core/v1/node-status.ts';
import { unset } from '../../../apimachinery/unset.ts';

/**
 * Nodes are no longer told by the API where their configuration is (KEP-281): a spec that says so loses it, unless it is
 * stored from older times. Mutates `spec`; `old` is undefined for a new node.
 */
export function dropConfigSource(spec: NodeSpec, old?: NodeSpec): void {
  if (old?.configSource === undefined) unset(spec, 'configSource');
}

/** Likewise for what nodes have to say of it. Mutates `status`. */
export function dropConfigStatus(status: NodeStatus, old?: NodeStatus): void {
  if (old?.config === undefined) unset(status, 'config');
}

/** An image whose names were sent as an empty list has null for them where it is stored. Mutates `status`. */
export function dropEmptyNames({ images = [] }: NodeStatus): void {
  for (const image of images) if (image.names?.length === 0) image.names = null;
}
