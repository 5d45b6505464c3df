import type { Owner } from '../apimachinery/fieldmanager/owner.ts';
import type { StoredValue } from '../storage/store-entry.ts';
import { StoreError } from '../storage/store-error.ts';

/**
 * What may be stored in place of a value that the store refuses as too large: the same without managedFields, which can be as large
 * as all the rest. An apply is about nothing but those, and has no such second chance, as in kube-apiserver.
 * @throws the error where it is another one, and where there is nothing to leave out.
 */
export function smallerValue(
  error: unknown,
  value: StoredValue,
  {
    owners,
    isApply,
    codec,
  }: {
    readonly owners: readonly Owner[];
    readonly isApply: boolean;
    readonly codec: { withOwners(value: StoredValue, owners: readonly Owner[]): StoredValue };
  },
): StoredValue {
  const isTooLarge = error instanceof StoreError && error.code === 'too-large';
  if (!isTooLarge || isApply || owners.length === 0) throw error;
  return codec.withOwners(value, []);
}
