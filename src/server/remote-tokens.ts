import type { OpenIdProvider } from '../auth/authentication/openid/openid-provider.ts';
import { openIdTokens } from '../auth/authentication/openid/openid-tokens.ts';
import { providerKeys } from '../auth/authentication/openid/provider-keys.ts';
import { rememberedTokens } from '../auth/authentication/remembered-tokens.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import { webhookTokens } from '../auth/authentication/webhook-tokens.ts';
import { HttpsClient } from '../auth/https-client.ts';
import { readWebhookKubeconfig } from '../auth/webhook/webhook-kubeconfig.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { OptionError } from '../config.ts';
import type { AccessParts } from './access-parts.ts';

/** Those who know tokens by asking elsewhere, and what lets go of their connections. */
export interface RemoteTokens {
  readonly authenticators: readonly TokenAuthenticator[];
  readonly stop: () => void;
}

const TIMEOUT_MS = 10_000;
// A verified token is held against the keys again after so long, so that those which a provider takes back end.
const OPENID_SUCCESS_MS = 300_000;
const OPENID_FAILURE_MS = 10_000;
const WEBHOOK_MS = 120_000;

/** Opens providers of OpenID Connect. Their keys are fetched when the first token comes. */
export function openProviders(
  providers: readonly OpenIdProvider[],
  config: AccessConfig,
  { now }: AccessParts,
): RemoteTokens {
  const clients: HttpsClient[] = [];
  const authenticators = providers.map((provider) => {
    const { certificateAuthority: ca } = provider;
    const client = new HttpsClient({
      tls: ca === undefined ? {} : { ca },
      timeoutMs: TIMEOUT_MS,
    });
    clients.push(client);
    const keyOf = providerKeys({ ...provider, client, now });
    return rememberedTokens(openIdTokens({ provider, keyOf, audiences: config.apiAudiences, now }), {
      successMs: OPENID_SUCCESS_MS,
      failureMs: OPENID_FAILURE_MS,
      now,
    });
  });
  return { authenticators, stop: () => closeAll(clients) };
}

/** Opens the webhook that knows tokens, where there is one. @throws OptionError */
export async function openWebhook(config: AccessConfig, { clock, now }: AccessParts): Promise<RemoteTokens> {
  const { authenticationTokenWebhookConfigFile: file, authenticationTokenWebhookCacheTtlMs: ttl = WEBHOOK_MS } = config;
  if (file === undefined) return { authenticators: [], stop: () => {} };
  const target = await readWebhookKubeconfig(file).catch((error: unknown) => {
    const problem = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new OptionError('authenticationTokenWebhookConfigFile', problem);
  });
  const client = new HttpsClient({ tls: target.tls, timeoutMs: TIMEOUT_MS });
  const webhook = webhookTokens({
    target,
    client,
    version: config.authenticationTokenWebhookVersion ?? 'v1beta1',
    audiences: config.apiAudiences,
    clock,
  });
  const remembering = { successMs: ttl, failureMs: ttl, now };
  return { authenticators: [rememberedTokens(webhook, remembering)], stop: () => client.close() };
}

function closeAll(clients: readonly HttpsClient[]): void {
  for (const client of clients) client.close();
}
