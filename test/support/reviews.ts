import { decodeObject } from '../../src/apimachinery/decode/decode-object.ts';
import type { ActionRequest, ActionResource, ActionResult } from '../../src/registry/action.ts';
import type { Peers } from '../../src/registry/peers.ts';

// Reviews ask nothing of other kinds.
const NO_PEERS = {} as Peers;

/** Asks a review: decodes the body and hands it to the resource, in no namespace unless `request` names one. */
export function ask(
  resources: readonly ActionResource[],
  name: string,
  body: object,
  request: Partial<ActionRequest> = {},
): Promise<ActionResult> {
  const resource = resources.find((other) => other.resource === name);
  if (resource === undefined) throw new Error(`there are no ${name}`);
  const { schema, kind } = resource;
  const { object } = decodeObject(schema, kind, JSON.stringify(body), { fieldValidation: 'Strict' });
  return resource.perform(object, {
    namespace: undefined,
    name: '',
    dryRun: false,
    now: () => Date.UTC(2020, 0, 2, 3, 4, 5),
    peers: NO_PEERS,
    user: { username: 'alice', groups: ['dev'] },
    signal: undefined,
    ...request,
  });
}
