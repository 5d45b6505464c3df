import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { Clock } from '../../time/clock.ts';
import type { HttpsAnswer, HttpsClient } from '../https-client.ts';
import { insist } from '../webhook/insist.ts';
import type { WebhookTarget } from '../webhook/webhook-kubeconfig.ts';
import { withAuthenticatedGroup } from './authenticated-group.ts';
import type { TokenAuthenticator } from './token-authenticator.ts';

/** A webhook that knows whose tokens are. */
export interface WebhookTokensOptions {
  readonly target: Pick<WebhookTarget, 'url' | 'headers'>;
  readonly client: HttpsClient;
  /** Of the group authentication.k8s.io. */
  readonly version: 'v1' | 'v1beta1';
  /** The server's own. */
  readonly audiences: readonly string[];
  readonly clock: Clock;
}

/** Asks a webhook whose a token is, by a TokenReview. A webhook that knows nothing of audiences speaks of the server's own. */
export function webhookTokens({
  target,
  client,
  version,
  audiences: own,
  clock,
}: WebhookTokensOptions): TokenAuthenticator {
  const apiVersion = `authentication.k8s.io/${version}`;
  return {
    async authenticate(token, audiences) {
      const wanted = audiences.length > 0 ? audiences : own;
      const spec = { token, ...(wanted.length > 0 && { audiences: wanted }) };
      const review = {
        kind: 'TokenReview',
        apiVersion,
        metadata: { creationTimestamp: null },
        spec,
        status: { user: {} },
      };
      const body = JSON.stringify(review);
      const headers = { ...target.headers, accept: 'application/json', 'content-type': 'application/json' };
      const answer = await insist('tokens', () => client.ask(target.url, { method: 'POST', headers, body }), clock);
      const { authenticated, user, audiences: told, error } = statusOf(answer, apiVersion);
      const shared = wanted.filter((audience) => (told.length > 0 ? told : own).includes(audience));
      if (wanted.length > 0 && shared.length === 0) return undefined;
      if (authenticated) return { user: withAuthenticatedGroup(user), audiences: shared };
      if (error !== '') throw new Error(error);
      return undefined;
    },
  };
}

interface Told {
  readonly authenticated: boolean;
  readonly user: UserInfo;
  readonly audiences: readonly string[];
  readonly error: string;
}

function statusOf({ status: code, text }: HttpsAnswer, apiVersion: string): Told {
  if (code < 200 || code > 299) throw new Error(`the webhook of tokens answers ${code}`);
  let review: Fields;
  try {
    review = fieldsOf(JSON.parse(text));
  } catch {
    throw new Error('the webhook of tokens answers with something else than JSON');
  }
  if (review.kind !== 'TokenReview' || review.apiVersion !== apiVersion) {
    throw new Error(
      'the webhook of tokens answers with something else than a TokenReview of the version that it was sent',
    );
  }
  const status = fieldsOf(review.status);
  const user = fieldsOf(status.user);
  return {
    authenticated: status.authenticated === true,
    user: {
      username: textOf(user.username),
      ...(textOf(user.uid) !== '' && { uid: textOf(user.uid) }),
      groups: textsOf(user.groups),
      ...(user.extra !== undefined && { extra: extraOf(user.extra) }),
    },
    audiences: textsOf(status.audiences),
    error: textOf(status.error),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function extraOf(value: unknown): Record<string, string[]> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, values]) => [key, textsOf(values)]));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
