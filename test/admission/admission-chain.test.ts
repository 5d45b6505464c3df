import { describe, expect, test, vi } from 'vitest';
import type { AdmissionPlugin, AdmissionRequest, AdmittedResource } from '../../src/admission/admission.ts';
import { Admission, AdmissionChain } from '../../src/admission/admission-chain.ts';
import { refusal } from '../../src/admission/refusal.ts';
import { statusOf } from '../support/registry.ts';

const PODS: AdmittedResource = { group: '', resource: 'pods', kind: { group: '', version: 'v1', kind: 'Pod' } };
const REQUEST: AdmissionRequest = { namespace: 'n', name: 'p', user: {}, dryRun: false, signal: undefined };

const plugin = (name: string, rules: Partial<AdmissionPlugin>): AdmissionPlugin => ({
  name,
  concerns: () => true,
  ...rules,
});

function begin(...plugins: AdmissionPlugin[]): Admission {
  const plan = new AdmissionChain(plugins).planOf('CREATE', PODS, '');
  if (plan === undefined) throw new Error('it concerns nobody');
  return new Admission(plan, REQUEST);
}

describe('an admission chain', () => {
  test('asks every plugin in turn, up to the first that refuses', async () => {
    const last = vi.fn(() => undefined);
    const yes = plugin('Yes', { admit: () => undefined });
    const later = plugin('Later', { admit: async () => {} });
    await begin(yes, later, plugin('Last', { admit: last })).admit({}, undefined);
    expect(last).toHaveBeenCalledOnce();
    const no = plugin('No', { admit: async (attributes) => Promise.reject(refusal(attributes, 'no')) });
    const pending = begin(yes, later, no, plugin('Last', { admit: last })).admit({}, undefined);
    expect(await statusOf(Promise.resolve(pending))).toMatchObject({ code: 403, message: 'pods "p" is forbidden: no' });
    expect(last).toHaveBeenCalledOnce();
  });

  test('waits for nothing where no plugin does', () => {
    const admission = begin(plugin('A', { admit: () => undefined, validate: () => undefined }), plugin('B', {}));
    expect(admission.admit({}, undefined)).toBeUndefined();
    expect(admission.validate({}, undefined)).toBeUndefined();
  });

  test('has plugins inspect an object in turn with those that change it, and makes no copy for them alone', async () => {
    const seen: unknown[] = [];
    const inspects = plugin('Inspects', {
      inspect({ object }) {
        seen.push({ ...(object as object) });
        return undefined;
      },
    });
    const changes = plugin('Changes', {
      admit({ object }) {
        Object.assign(object as object, { changed: true });
        return undefined;
      },
    });
    expect(begin(inspects).mutates).toBe(false);
    const admission = begin(inspects, changes, inspects);
    expect(admission.mutates).toBe(true);
    await admission.admit({}, undefined);
    expect(seen).toEqual([{}, { changed: true }]);
  });

  test('asks plugins once whether such writes concern them, and has no plan where they concern none', () => {
    const concerns = vi.fn(({ operation }) => operation === 'DELETE');
    const chain = new AdmissionChain([plugin('Deletions', { concerns })]);
    for (let times = 0; times < 2; times += 1) {
      expect(chain.planOf('UPDATE', PODS, 'status')).toBeUndefined();
      expect(chain.planOf('DELETE', PODS, '')).toBeDefined();
    }
    expect(concerns.mock.calls.map(([{ operation, subresource }]) => [operation, subresource])).toEqual([
      ['UPDATE', 'status'],
      ['DELETE', ''],
    ]);
  });
});
