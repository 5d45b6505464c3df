import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { HttpsClient } from '../../https-client.ts';

// jose's own, for keys that it fetches itself.
const COOLDOWN_MS = 30_000;
const MAX_AGE_MS = 600_000;

interface Fetched {
  readonly at: number;
  readonly keyOf: ReturnType<typeof createLocalJWKSet>;
}

/** Where a provider is asked for its keys. */
export interface ProviderKeysOptions {
  readonly issuer: string;
  readonly discoveryUrl: string;
  readonly client: HttpsClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The keys of a provider: fetched when first needed, when they are old, and when a token names one that is not known, as after the
 * provider has changed them; that at most twice a minute, and where it fails six times, however many tokens name such keys.
 */
export function providerKeys({ issuer, discoveryUrl, client, now }: ProviderKeysOptions): JWTVerifyGetKey {
  let fetched: Fetched | undefined;
  let fetching: Promise<Fetched> | undefined;
  let failed: { readonly at: number; readonly error: unknown } | undefined;

  const fetchNow = async (): Promise<Fetched> => {
    const provider = await askJson(client, discoveryUrl);
    if (provider.issuer !== issuer) {
      throw new Error(`the provider of ${issuer} says that it is ${JSON.stringify(provider.issuer)}`);
    }
    const { jwks_uri: url } = provider;
    if (typeof url !== 'string' || !URL.canParse(url) || new URL(url).protocol !== 'https:') {
      throw new Error(`the provider of ${issuer} names no URL of its keys with the scheme https`);
    }
    const set = await askJson(client, url);
    // Checked by the library.
    return { at: now(), keyOf: createLocalJWKSet(set as unknown as Parameters<typeof createLocalJWKSet>[0]) };
  };

  const fetchShared = (): Promise<Fetched> => {
    if (failed !== undefined && now() < failed.at + COOLDOWN_MS / 3) return Promise.reject(failed.error);
    fetching ??= fetchNow()
      .then((made) => {
        fetched = made;
        failed = undefined;
        return made;
      })
      .catch((error: unknown) => {
        failed = { at: now(), error };
        throw error;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };

  return async (header, token) => {
    const isOld = fetched === undefined || now() > fetched.at + MAX_AGE_MS;
    // Old keys are better than none where the provider does not answer.
    const known = isOld ? await fetchShared().catch((error: unknown) => fetched ?? Promise.reject(error)) : fetched;
    if (known === undefined) throw new Error(`the keys of ${issuer} are not known`);
    try {
      return await known.keyOf(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() < known.at + COOLDOWN_MS) throw error;
      return (await fetchShared()).keyOf(header, token);
    }
  };
}

async function askJson(client: HttpsClient, url: string): Promise<Readonly<Record<string, unknown>>> {
  const { status, text } = await client.ask(url, { method: 'GET', headers: { accept: 'application/json' } });
  if (status !== 200) throw new Error(`${url} answers ${status}`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`${url} answers no JSON object`);
  return value as Readonly<Record<string, unknown>>;
}
