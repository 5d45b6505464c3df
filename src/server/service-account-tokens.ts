import type { ApiObject } from '../apimachinery/api-object.ts';
import { append } from '../apimachinery/append.ts';
import type { KeptKind, KeptObject, KeptObjects } from '../auth/authentication/service-account/bound-objects.ts';
import { type IssuerDocuments, issuerDocuments } from '../auth/authentication/service-account/issuer-documents.ts';
import { serviceAccountTokens as tokensOf } from '../auth/authentication/service-account/service-account-tokens.ts';
import {
  madeSigningKey,
  signingKeyOf,
  type VerifyingKey,
  verifyingKeyOf,
  verifyingKeysOf,
} from '../auth/authentication/service-account/signing-keys.ts';
import { signToken } from '../auth/authentication/service-account/token-issuer.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { pods } from '../kinds/core/pods/index.ts';
import { secrets } from '../kinds/core/secrets/index.ts';
import { serviceAccounts } from '../kinds/core/service-accounts/index.ts';
import type { ServiceAccountTokenIssuer } from '../registry/definition/peers.ts';
import { keyOf } from '../registry/definition/resource-definition.ts';
import { findObject } from '../registry/get.ts';
import type { Registry } from '../registry/registry.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import type { AccessParts } from './access-parts.ts';
import { readOption } from './read-option.ts';

/** The tokens of service accounts: what signs them, what verifies them, and what tells others how to. */
export interface ServiceAccountAccess {
  readonly issuer: ServiceAccountTokenIssuer;
  /** Undefined where the issuer is none that could be asked. */
  readonly documents: IssuerDocuments | undefined;
  readonly tokens: TokenAuthenticator;
}

/** Reads the keys that a config names, or makes one. @throws OptionError */
export async function openServiceAccounts(
  config: AccessConfig,
  { registry, now, randomUUID }: AccessParts,
): Promise<ServiceAccountAccess> {
  const { serviceAccountIssuer: issuers, apiAudiences: audiences } = config;
  const { serviceAccountSigningKeyFile: signingFile, serviceAccountKeyFile: keyFiles } = config;
  const signing =
    signingFile === undefined
      ? madeSigningKey()
      : await readOption('serviceAccountSigningKeyFile', signingFile, signingKeyOf);
  const keys: VerifyingKey[] = keyFiles === undefined ? [verifyingKeyOf(signing)] : [];
  for (const file of keyFiles ?? []) append(keys, await readOption('serviceAccountKeyFile', file, verifyingKeysOf));
  const [issuer = ''] = issuers;
  const { serviceAccountMaxTokenExpirationMs: maxMs = 0 } = config;
  return {
    issuer: {
      audiences,
      maxExpirationSeconds: maxMs === 0 ? undefined : Math.floor(maxMs / 1000),
      extendsExpiration: config.serviceAccountExtendTokenExpiration ?? true,
      sign: (terms) => signToken(signing, issuer, { ...terms, id: randomUUID() }),
    },
    documents: issuerDocuments(issuer, config.serviceAccountJwksUri, keys),
    tokens: tokensOf({ issuers, keys, audiences, now, objects: keptObjects(registry) }),
  };
}

/** With what tokens end: objects of the registry. */
function keptObjects(registry: Registry): KeptObjects {
  const kinds: Readonly<Record<KeptKind, Lookup>> = {
    serviceaccounts: lookupOf(registry.of(serviceAccounts)),
    pods: lookupOf(registry.of(pods)),
    secrets: lookupOf(registry.of(secrets)),
    nodes: lookupOf(registry.of(nodes)),
  };
  return {
    seen: (kind, namespace, name) => kinds[kind].seen(namespace, name),
    newest: (kind, namespace, name) => kinds[kind].newest(namespace, name),
  };
}

interface Lookup {
  seen(namespace: string | undefined, name: string): KeptObject | undefined;
  newest(namespace: string | undefined, name: string): Promise<KeptObject | undefined>;
}

function lookupOf<T extends ApiObject>(resource: ResourceContext<T>): Lookup {
  const { definition, cache } = resource;
  // An entry does not change, so that it is read once.
  const read = new WeakMap<StoreEntry, KeptObject>();
  return {
    seen(namespace, name) {
      const entry = cache.entry(keyOf(definition, namespace, name));
      if (entry === undefined) return undefined;
      let found = read.get(entry);
      if (found === undefined) {
        found = kept(definition.codec.open(entry.value, entry.revision));
        read.set(entry, found);
      }
      return found;
    },
    async newest(namespace, name) {
      const found = await findObject(resource, name, { namespace, signal: undefined });
      return found && kept(found);
    },
  };
}

function kept({ metadata: { uid = '', deletionTimestamp } }: ApiObject): KeptObject {
  return { uid, deletedAt: deletionTimestamp === undefined ? undefined : Date.parse(deletionTimestamp) };
}
