import type { AdmittedResource, Operation } from '../../../src/admission/admission.ts';
import { Admission, AdmissionChain } from '../../../src/admission/admission-chain.ts';
import { nodeRestriction } from '../../../src/admission/node-restriction/node-restriction.ts';
import type { NodeRestrictionLookups } from '../../../src/admission/node-restriction/restricted-node.ts';
import type { StatusError } from '../../../src/apimachinery/status-error.ts';
import { alwaysDeny } from '../../../src/auth/authorization/always-deny.ts';
import { nodes } from '../../../src/kinds/core/nodes/index.ts';
import { pods } from '../../../src/kinds/core/pods/index.ts';
import { objectOf } from '../../support/kinds.ts';
import { statusOf } from '../../support/registry.ts';

/** A write of the node `n`, unless it says who writes. */
export interface NodeWrite {
  readonly operation?: Operation;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string | undefined;
  readonly name?: string;
  readonly object?: object | undefined;
  readonly oldObject?: object | undefined;
  readonly username?: string;
  readonly groups?: readonly string[];
  readonly lookups?: Partial<NodeRestrictionLookups>;
}

/** What becomes of a write: undefined where it is let through, and where it does not concern the plugin. */
export async function restricted({
  operation = 'CREATE',
  group = '',
  resource,
  subresource = '',
  namespace = 'ns',
  name = '',
  object,
  oldObject,
  username = 'system:node:n',
  groups = ['system:nodes'],
  lookups = {},
}: NodeWrite): Promise<StatusError['status'] | undefined> {
  const found = { node: async () => undefined, pod: async () => undefined, authorizer: () => alwaysDeny, ...lookups };
  const admitted: AdmittedResource = { group, resource, kind: { group, version: 'v1', kind: 'Kind' } };
  const plan = new AdmissionChain([nodeRestriction(found)]).planOf(operation, admitted, subresource);
  if (plan === undefined) return undefined;
  const user = { username, groups: [...groups] };
  const admission = new Admission(plan, { namespace, name, user, dryRun: false, signal: undefined });
  const judged = (async () => admission.admit(object, oldObject))();
  const isRefused = await judged.then(
    () => false,
    () => true,
  );
  return isRefused ? statusOf(judged) : undefined;
}

/** Why a write is refused: its message, without what it is about; undefined where it is not. */
export async function why(write: NodeWrite): Promise<string | undefined> {
  return (await restricted(write))?.message?.replace(/^\S+ "[^"]*" is forbidden: /, '');
}

/** A pod, bound to the node `n` unless its spec says otherwise. */
export const podOf = ({ metadata = {}, spec = {}, status = {} }: Readonly<Record<string, object>> = {}) =>
  objectOf(pods, {
    metadata: { name: 'p', namespace: 'ns', uid: 'u', ...metadata },
    spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i' }], ...spec },
    status,
  });

/** The node `n`. */
export const nodeOf = ({ metadata = {}, spec = {} }: Readonly<Record<string, object>> = {}) =>
  objectOf(nodes, { metadata: { name: 'n', uid: 'node-uid', ...metadata }, spec });
