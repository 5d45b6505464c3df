import type { Node } from '../../../schemas/core/v1/node.ts';
import type { Pod } from '../../../schemas/core/v1/pod.ts';
import type { Authorizer } from '../../auth/authorization/authorizer.ts';
import type { AdmissionAttributes } from '../admission.ts';

/** What the plugin looks up, as new as the store has it. */
export interface NodeRestrictionLookups {
  /** Finds a node; undefined where there is none. */
  node(name: string, signal: AbortSignal | undefined): Promise<Node | undefined>;
  /** Finds a pod likewise. */
  pod(namespace: string, name: string, signal: AbortSignal | undefined): Promise<Pod | undefined>;
  /** Who decides for which audiences a node may ask for tokens, beside those that its pods name. */
  readonly authorizer: () => Pick<Authorizer, 'authorize'>;
}

/** Judges a write of the node of that name. It throws, or rejects with, the StatusError that refuses it. */
export type NodeRule = (
  node: string,
  attributes: AdmissionAttributes,
  lookups: NodeRestrictionLookups,
) => Promise<void> | undefined;
