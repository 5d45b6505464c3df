import type { ResourceAttributes } from '../../../schemas/authorization/v1/attributes.ts';
import { fieldParts, labelParts } from '../../apimachinery/selector-attributes.ts';
import type { Clock } from '../../time/clock.ts';
import type { HttpsAnswer, HttpsClient } from '../https-client.ts';
import { insist } from '../webhook/insist.ts';
import type { WebhookTarget } from '../webhook/webhook-kubeconfig.ts';
import type { AuthorizationAttributes, Authorizer, Decision } from './authorizer.ts';

/** A webhook that knows who may do what. */
export interface WebhookAuthorizerOptions {
  readonly target: Pick<WebhookTarget, 'url' | 'headers'>;
  readonly client: HttpsClient;
  /** Of the group authorization.k8s.io. */
  readonly version: 'v1' | 'v1beta1';
  /** For how many milliseconds an answer is remembered that allows something. */
  readonly authorizedTtlMs: number;
  /** The same of every other answer. */
  readonly unauthorizedTtlMs: number;
  readonly clock: Clock;
}

interface Remembered {
  readonly decision: Decision;
  readonly until: number;
}

// kube-apiserver's: so many answers, and none to a question that is longer.
const REMEMBERED = 8192;
const LONGEST_REMEMBERED = 10_000;

/**
 * The authorization mode Webhook: a SubjectAccessReview is sent, and what its answer says is the decision. Where there is no answer it
 * has no opinion, and says why.
 */
export function webhookAuthorizer(options: WebhookAuthorizerOptions): Authorizer {
  const { target, client, version, authorizedTtlMs, unauthorizedTtlMs, clock } = options;
  const apiVersion = `authorization.k8s.io/${version}`;
  const headers = { ...target.headers, accept: 'application/json', 'content-type': 'application/json' };
  const known = new Map<string, Remembered>();
  const ask = async (spec: object): Promise<Decision> => {
    const metadata = { creationTimestamp: null };
    const review = { kind: 'SubjectAccessReview', apiVersion, metadata, spec, status: { allowed: false } };
    const body = JSON.stringify(review);
    const question = () => client.ask(target.url, { method: 'POST', headers, body });
    return decisionOf(await insist('authorization', question, clock), apiVersion);
  };
  const decide = async (spec: object, key: string): Promise<Decision> => {
    try {
      const decision = await ask(spec);
      if (key.length < LONGEST_REMEMBERED) {
        const ttl = decision.outcome === 'Allow' ? authorizedTtlMs : unauthorizedTtlMs;
        known.set(key, { decision, until: clock.now() + ttl });
        const [oldest] = known.keys();
        if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      }
      return decision;
    } catch (error) {
      return { outcome: 'NoOpinion', reason: '', error: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    authorize(attributes) {
      const spec = specOf(attributes, version);
      const key = JSON.stringify(spec);
      const remembered = known.get(key);
      if (remembered !== undefined && clock.now() < remembered.until) return remembered.decision;
      known.delete(key);
      return decide(spec, key);
    },
    rulesFor: () =>
      Promise.resolve({
        resourceRules: [],
        nonResourceRules: [],
        incomplete: true,
        error: 'webhook authorizer does not support user rule resolution',
      }),
  };
}

/** What is asked; v1beta1 calls groups by another name. */
function specOf({ user, request }: AuthorizationAttributes, version: 'v1' | 'v1beta1'): object {
  const { username, groups = [], uid, extra } = user;
  return {
    ...(request.resource === undefined
      ? { nonResourceAttributes: withoutEmpty({ path: request.nonResource.path, verb: request.nonResource.verb }) }
      : { resourceAttributes: resourceOf(request.resource) }),
    ...withoutEmpty({ user: username }),
    ...(groups.length > 0 && { [version === 'v1' ? 'groups' : 'group']: groups }),
    ...(extra !== undefined && { extra }),
    ...withoutEmpty({ uid }),
  };
}

/** What is not read in a selector is left out: a webhook is then asked about more, not less. */
function resourceOf(resource: ResourceAttributes): object {
  const { namespace, verb, group, version, resource: name, subresource, name: object } = resource;
  const fields = fieldParts(resource).requirements;
  const labels = labelParts(resource).requirements;
  return {
    ...withoutEmpty({ namespace, verb, group, version, resource: name, subresource, name: object }),
    ...(fields.length > 0 && { fieldSelector: { requirements: fields } }),
    ...(labels.length > 0 && { labelSelector: { requirements: labels } }),
  };
}

function withoutEmpty(texts: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''));
}

function decisionOf({ status: code, text }: HttpsAnswer, apiVersion: string): Decision {
  if (code < 200 || code > 299) throw new Error(`the webhook of authorization answers ${code}`);
  const { kind, apiVersion: answered, status } = parsed(text);
  if (kind !== 'SubjectAccessReview' || answered !== apiVersion) {
    throw new Error(
      'the webhook of authorization answers with something else than a SubjectAccessReview of the version that it was sent',
    );
  }
  const { allowed, denied, reason: told } = fieldsOf(status);
  const reason = typeof told === 'string' ? told : '';
  if (denied === true && allowed === true) {
    const error = 'webhook subject access review returned both allow and deny response';
    return { outcome: 'Deny', reason, error };
  }
  if (denied === true) return { outcome: 'Deny', reason };
  return { outcome: allowed === true ? 'Allow' : 'NoOpinion', reason };
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    throw new Error('the webhook of authorization answers with something else than JSON');
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
