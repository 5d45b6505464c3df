import type { ServiceAccount } from '../../../../schemas/core/v1/service-account.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';

/** Held pods of an account to its own secrets, until namespaces were recommended for that. */
const ENFORCE_MOUNTABLE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';

/** How ServiceAccounts are created and replaced. */
export const serviceAccountStrategy: CreateStrategy<ServiceAccount> & UpdateStrategy<ServiceAccount> = {
  ...plainStrategy,

  prepareForCreate: keepNamesOfSecrets,

  validate({ metadata }) {
    return validateObjectMeta(metadata, true, nameIsDNSSubdomain);
  },

  warningsOnCreate(account) {
    return warnings(account, undefined);
  },

  prepareForUpdate: keepNamesOfSecrets,

  validateUpdate({ metadata }, old) {
    return [
      ...validateObjectMetaUpdate(metadata, old.metadata),
      ...validateObjectMeta(metadata, true, nameIsDNSSubdomain),
    ];
  },

  warningsOnUpdate: warnings,
};

/** An account refers to secrets of its own namespace, so that a name is all there is to say of one. */
function keepNamesOfSecrets(account: ServiceAccount): void {
  if (account.secrets === undefined) return;
  account.secrets = account.secrets.map(({ name }) => (name === undefined ? {} : { name }));
}

function warnings({ metadata }: ServiceAccount, old: ServiceAccount | undefined): string[] {
  const has = (annotations: Readonly<Record<string, string>> = {}): boolean =>
    Object.hasOwn(annotations, ENFORCE_MOUNTABLE_SECRETS);
  if (!has(metadata.annotations) || has(old?.metadata.annotations)) return [];
  return [
    `metadata.annotations[${ENFORCE_MOUNTABLE_SECRETS}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
  ];
}
