import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { webhookAuthorizer } from '../auth/authorization/webhook-authorizer.ts';
import { HttpsClient } from '../auth/https-client.ts';
import { readWebhookKubeconfig } from '../auth/webhook/webhook-kubeconfig.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { OptionError } from '../config.ts';
import type { Clock } from '../time/clock.ts';

// kube-apiserver's.
const TIMEOUT_MS = 30_000;
const AUTHORIZED_TTL_MS = 300_000;
const UNAUTHORIZED_TTL_MS = 30_000;

/** Opens the webhook of the mode Webhook; what lets go of its connections is added to `stopping`. @throws OptionError */
export async function openWebhookAuthorizer(
  config: AccessConfig,
  clock: Clock,
  stopping: (() => void)[],
): Promise<Authorizer> {
  const { authorizationWebhookConfigFile: file = '' } = config;
  const target = await readWebhookKubeconfig(file).catch((error: unknown) => {
    const problem = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new OptionError('authorizationWebhookConfigFile', problem);
  });
  const client = new HttpsClient({ tls: target.tls, timeoutMs: TIMEOUT_MS });
  stopping.push(() => client.close());
  return webhookAuthorizer({
    target,
    client,
    version: config.authorizationWebhookVersion ?? 'v1beta1',
    authorizedTtlMs: config.authorizationWebhookCacheAuthorizedTtlMs ?? AUTHORIZED_TTL_MS,
    unauthorizedTtlMs: config.authorizationWebhookCacheUnauthorizedTtlMs ?? UNAUTHORIZED_TTL_MS,
    clock,
  });
}
