import { decodeObject } from '../../src/apimachinery/decode/decode-object.ts';
import { noTokens } from '../../src/auth/authentication/token-authenticator.ts';
import { alwaysAllow } from '../../src/auth/authorization/always-allow.ts';
import { actionKinds } from '../../src/kinds/kinds.ts';
import type { ActionRequest, ActionResult } from '../../src/registry/definition/action.ts';
import type { Peers } from '../../src/registry/definition/peers.ts';

// Reviews ask nothing of other kinds, and each test hands in what it is about.
const peersWith = (peers: Partial<Peers>): Peers => ({ tokens: noTokens, authorizer: alwaysAllow, ...peers }) as Peers;

/** Asks one of the reviews: decodes the body and hands it to the resource, in no namespace unless `request` names one. */
export async function ask(
  name: string,
  body: object,
  { peers = {}, ...request }: Partial<Omit<ActionRequest, 'peers'>> & { readonly peers?: Partial<Peers> } = {},
): Promise<ActionResult> {
  const resource = actionKinds.find((other) => other.resource === name);
  if (resource === undefined) throw new Error(`there are no ${name}`);
  const { schema, kind } = resource;
  const { object } = decodeObject(schema, kind, JSON.stringify(body), { fieldValidation: 'Strict' });
  const asked: ActionRequest = {
    namespace: undefined,
    name: '',
    dryRun: false,
    now: () => Date.UTC(2020, 0, 2, 3, 4, 5),
    peers: peersWith(peers),
    user: { username: 'alice', groups: ['dev'] },
    signal: undefined,
    ...request,
  };
  resource.check?.(object, asked);
  return resource.perform(object, asked);
}
