import { TokenRequest } from '../../../../schemas/authentication/v1/token-request.ts';
import type { ServiceAccount } from '../../../../schemas/core/v1/service-account.ts';
import { invalid } from '../../../apimachinery/field-error.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { conflict, invalidObject, notImplemented } from '../../../apimachinery/status-error.ts';
import { timestamp } from '../../../apimachinery/timestamp.ts';
import type { ActionRequest, ActionResult } from '../../../registry/definition/action.ts';
import type { ObjectClient } from '../../../registry/definition/object-client.ts';
import { setOwners } from '../../../registry/definition/owners-of-action.ts';
import type { ServiceAccountTokenIssuer } from '../../../registry/definition/peers.ts';
import type { ActionSubresource } from '../../../registry/definition/subresource.ts';
import { boundClaims } from './bound-claims.ts';

const TOKEN_REQUEST = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' };

/** A request that says nothing says that it is bound to nothing, so that nobody owns that it says so. */
const NOTHING = { spec: { boundObjectRef: {} } };

const DEFAULT_SECONDS = 3600;
const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;

/** What kubelets ask for, unless they are told otherwise; such tokens last a year, and those who should have got a new one are warned. */
const KUBELET_SECONDS = 3607;
const EXTENDED_SECONDS = 365 * 24 * 3600;

/** The subresource serviceaccounts/token: signs a token of the account. Nothing is stored, so that a dry run gets one, too. */
export const serviceAccountToken: ActionSubresource<ServiceAccount> = {
  verbs: ['create'],
  kind: TOKEN_REQUEST,
  schema: TokenRequest,
  answerSchema: TokenRequest,
  // The route decodes bodies of the schema above.
  perform: (body, accounts, request) => issue(body as TokenRequest, accounts, request),
};

async function issue(
  asked: TokenRequest,
  accounts: ObjectClient<ServiceAccount>,
  request: ActionRequest,
): Promise<ActionResult> {
  const { name, namespace = '', now, peers } = request;
  const { metadata, spec } = asked;
  spec.expirationSeconds ??= DEFAULT_SECONDS;
  setOwners(asked, { schema: TokenRequest, kind: TOKEN_REQUEST, subresource: 'token', nothing: NOTHING }, request);
  checkName(asked, name);
  const account = await accounts.get(name);
  const { uid = '' } = account.metadata;
  if ((metadata.uid ?? '') !== '' && metadata.uid !== uid) {
    const why = `the UID in the token request (${metadata.uid}) does not match the UID of the service account (${uid})`;
    throw conflict({ group: TOKEN_REQUEST.group, resource: TOKEN_REQUEST.kind }, name, why);
  }
  checkExpiration(spec.expirationSeconds);
  const issuer = peers.serviceAccountTokens;
  if (issuer === undefined) {
    throw notImplemented('this server issues no tokens of service accounts: it has no key to sign them with');
  }
  const bound = await boundClaims(spec.boundObjectRef, name, request);
  const audiences = spec.audiences?.length ? spec.audiences : [...issuer.audiences];
  const wanted = Number(spec.expirationSeconds);
  const seconds = Math.min(wanted, issuer.maxExpirationSeconds ?? wanted);
  const at = now();
  const token = await issuer.sign({
    claims: { namespace, account: { name, uid }, ...bound },
    audiences,
    now: at,
    ...lifetime(seconds, issuer, bound.pod !== undefined && audiences.every((one) => issuer.audiences.includes(one))),
  });
  return {
    code: 201,
    object: {
      kind: TOKEN_REQUEST.kind,
      apiVersion: `${TOKEN_REQUEST.group}/${TOKEN_REQUEST.version}`,
      metadata: { ...metadata, name, namespace, uid, creationTimestamp: timestamp(at) },
      spec: { audiences, expirationSeconds: seconds, boundObjectRef: spec.boundObjectRef ?? null },
      status: { token, expirationTimestamp: timestamp(at + seconds * 1000) },
    },
    warnings: seconds < wanted ? [`requested expiration of ${wanted} seconds shortened to ${seconds} seconds`] : [],
  };
}

/** How long a token is good, and from when on it should be replaced. `isOfPod` says that it is a pod's, for this server. */
function lifetime(
  seconds: number,
  { extendsExpiration, maxExpirationSeconds }: ServiceAccountTokenIssuer,
  isOfPod: boolean,
) {
  if (!extendsExpiration || !isOfPod || seconds !== KUBELET_SECONDS) {
    return { expirationSeconds: seconds, warnAfterSeconds: undefined };
  }
  const extended = Math.min(EXTENDED_SECONDS, maxExpirationSeconds ?? EXTENDED_SECONDS);
  return { expirationSeconds: extended, warnAfterSeconds: seconds };
}

function checkName({ metadata }: TokenRequest, name: string): void {
  if ((metadata.name ?? '') === '' || metadata.name === name) return;
  const at = FieldPath.of('metadata').child('name');
  const why = 'must match the service account name if specified';
  throw invalidObject(TOKEN_REQUEST, name, [invalid(at, metadata.name ?? '', why)]);
}

function checkExpiration(seconds: number | bigint): void {
  const at = FieldPath.of('spec').child('expirationSeconds');
  const refuse = (why: string): never => {
    throw invalidObject(TOKEN_REQUEST, '', [invalid(at, seconds, why)]);
  };
  if (seconds < LEAST_SECONDS) refuse('may not specify a duration less than 10 minutes');
  if (seconds > MOST_SECONDS) refuse('may not specify a duration larger than 2^32 seconds');
}
