import type { Secret } from '../../../../schemas/core/v1/secret.ts';
import { unset } from '../../../apimachinery/unset.ts';
import { dropEmptyData } from '../../../apimachinery/validation/immutable-data.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { tlsWarnings } from './tls-warnings.ts';
import { validateSecret, validateSecretUpdate } from './validation.ts';

/** How Secrets are created and replaced. */
export const secretStrategy: CreateStrategy<Secret> & UpdateStrategy<Secret> = {
  ...plainStrategy,

  setDefaults(secret) {
    takeStringData(secret);
    secret.type ||= 'Opaque';
    dropEmptyData(secret, ['data']);
  },

  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  warningsOnCreate: tlsWarnings,
  warningsOnUpdate: tlsWarnings,
};

/** What is written as text is data like any other, and is never seen as text again. */
function takeStringData(secret: Secret): void {
  const { stringData } = secret;
  if (stringData === undefined) return;
  unset(secret, 'stringData');
  if (Object.keys(stringData).length === 0) return;
  const texts = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const);
  secret.data = Object.fromEntries([...Object.entries(secret.data ?? {}), ...texts]);
}
