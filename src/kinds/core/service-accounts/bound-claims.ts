import type { BoundObjectReference } from '../../../../schemas/authentication/v1/token-request.ts';
import { badRequest, conflict, isReason } from '../../../apimachinery/status-error.ts';
import type { ActionRequest } from '../../../registry/definition/action.ts';
import type { BoundObject } from '../../../registry/definition/peers.ts';

/** What a token says of the object that it is bound to, and of the node where that runs. */
export interface BoundClaims {
  readonly pod?: BoundObject;
  readonly secret?: BoundObject;
  readonly node?: BoundObject;
}

/**
 * What a token of the account is to say of the object that a reference names.
 * @throws StatusError 404 no such object, 409 another uid, 400 a pod of another account or a kind that no token is bound to.
 */
export async function boundClaims(
  reference: BoundObjectReference | undefined,
  account: string,
  request: ActionRequest,
): Promise<BoundClaims> {
  if (reference === undefined || reference === null) return {};
  const { kind = '', apiVersion = '', name = '' } = reference;
  const { peers } = request;
  const isCore = !apiVersion.includes('/');
  if (isCore && kind === 'Pod') {
    const { metadata, spec } = await peers.pods(request).get(name);
    if (spec.serviceAccountName !== account) {
      const why = `cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`;
      throw badRequest(why);
    }
    const node = (spec.nodeName ?? '') === '' ? undefined : await nodeNamed(spec.nodeName ?? '', request);
    return { pod: named(reference, metadata.uid), ...(node !== undefined && { node }) };
  }
  if (isCore && kind === 'Node') return { node: named(reference, (await peers.nodes(request).get(name)).metadata.uid) };
  if (isCore && kind === 'Secret') {
    return { secret: named(reference, (await peers.secrets(request).get(name)).metadata.uid) };
  }
  throw badRequest(`cannot bind token to object of type ${typeText(apiVersion, kind)}`);
}

/** The node of a pod; its name alone where there is no such node. */
async function nodeNamed(name: string, request: ActionRequest): Promise<BoundObject> {
  try {
    return { name, uid: (await request.peers.nodes(request).get(name)).metadata.uid };
  } catch (error) {
    if (isReason(error, 'NotFound')) return { name };
    throw error;
  }
}

function named({ kind = '', name = '', uid: wanted = '' }: BoundObjectReference, uid: string | undefined): BoundObject {
  if (wanted !== '' && wanted !== uid) {
    const why = `the UID in the bound object reference (${wanted}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict({ group: '', resource: kind }, name, why);
  }
  return { name, uid };
}

/** A kind as Go prints it. */
function typeText(apiVersion: string, kind: string): string {
  const [first = '', second] = apiVersion.split('/', 2);
  return second === undefined ? `/${first}, Kind=${kind}` : `${first}/${second}, Kind=${kind}`;
}
