import type { TokenRequest } from '../../../schemas/authentication/v1/token-request.ts';
import type { Pod } from '../../../schemas/core/v1/pod.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { refusal } from '../refusal.ts';
import { podNotFound } from './pods.ts';
import type { NodeRestrictionLookups, NodeRule } from './restricted-node.ts';
import { podNamesAudience } from './token-audiences.ts';

/**
 * A node gets tokens for the pods that are bound to it, each bound to its pod, and for an audience that the pod names or that the node
 * has the right to ask for: the verb `request-serviceaccounts-token-audience` on a resource of the audience's name.
 */
export const restrictTokenRequest: NodeRule = async (node, attributes, lookups) => {
  const { spec } = attributes.object as TokenRequest;
  const { apiVersion, kind, name = '', uid = '' } = spec.boundObjectRef ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || name === '') {
    throw refusal(attributes, 'node requested token not bound to a pod');
  }
  if (uid === '') throw refusal(attributes, 'node requested token with a pod binding without a uid');
  const { namespace = '', signal } = attributes;
  const pod = await lookups.pod(namespace, name, signal);
  if (pod === undefined) throw podNotFound(name);
  if (pod.metadata.uid !== uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw refusal(attributes, why);
  }
  if (pod.spec.nodeName !== node) {
    throw refusal(attributes, 'node requested token bound to a pod scheduled on a different node');
  }
  const { audiences = [] } = spec;
  if (audiences.length > 1) throw refusal(attributes, 'node may only request 0 or 1 audiences');
  const why = await audienceProblem(audiences[0] ?? '', pod, attributes, lookups);
  if (why !== undefined) throw refusal(attributes, why);
};

async function audienceProblem(
  audience: string,
  pod: Pod,
  { user, namespace = '', name, signal }: Parameters<NodeRule>[1],
  { authorizer }: NodeRestrictionLookups,
): Promise<string | undefined> {
  const named = podNamesAudience(pod, audience);
  if (named === true) return undefined;
  if (named !== false) return `error validating audience ${goQuote(audience)}: ${named.unknown}`;
  const verb = 'request-serviceaccounts-token-audience';
  const resource = { namespace, verb, group: '', version: 'v1', resource: audience, subresource: '', name };
  const { outcome, error } = await authorizer().authorize({ user, request: { resource } }, signal);
  if (outcome === 'Allow') return undefined;
  const { username = '' } = user;
  const missing = `audience ${goQuote(audience)} not found in pod spec volume`;
  return error === undefined
    ? `${missing}, ${username} is not authorized to request tokens for this audience`
    : `${missing}, error authorizing ${username} to request tokens for this audience: ${error}`;
}
