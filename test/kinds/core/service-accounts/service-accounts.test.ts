import { describe, expect, it } from 'vitest';
import type { ServiceAccount } from '../../../../schemas/core/v1/service-account.ts';
import { serviceAccounts } from '../../../../src/kinds/core/service-accounts/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';

describeResource(serviceAccounts, {
  valid: (name) => ({ metadata: { name }, secrets: [{ name: 's' }], imagePullSecrets: [{ name: 'reg' }] }),
  changed: (stored) => ({ ...stored, automountServiceAccountToken: stored.automountServiceAccountToken !== false }),
  invalid: (name) => ({ metadata: { name, finalizers: ['unqualified'] } }),
  invalidField: 'metadata.finalizers[0]',
  subresources: {},
});

const { strategy, table } = serviceAccounts;

function account(rest: Partial<ServiceAccount>): ServiceAccount {
  return { metadata: { name: 'robot', namespace: 'default' }, ...rest };
}

describe('a ServiceAccount', () => {
  it('keeps the names of its secrets and nothing else of them', () => {
    const object = account({ secrets: [{ name: 's', kind: 'Secret', uid: 'u' }, { kind: 'Secret' }] });
    strategy.prepareForCreate(object);
    expect(object.secrets).toEqual([{ name: 's' }, {}]);
    const next = account({ secrets: [{ name: 't', namespace: 'other' }] });
    strategy.prepareForUpdate(next, object);
    expect(next.secrets).toEqual([{ name: 't' }]);
  });

  it('is warned of when it begins to be held to its own secrets', () => {
    const annotations = { 'kubernetes.io/enforce-mountable-secrets': 'true' };
    const held = account({ metadata: { name: 'robot', annotations } });
    const warning =
      'metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets';
    expect(strategy.warningsOnCreate(held)).toEqual([warning]);
    expect(strategy.warningsOnUpdate(held, account({}))).toEqual([warning]);
    expect(strategy.warningsOnUpdate(held, held)).toEqual([]);
    expect(strategy.warningsOnCreate(account({}))).toEqual([]);
  });

  it('is listed by its name alone', () => {
    const object = account({ metadata: { name: 'robot', creationTimestamp: '2020-01-01T00:00:00Z' } });
    expect(table.row(object, Date.UTC(2020, 0, 1, 0, 5)).cells).toEqual(['robot', '5m']);
  });
});
