import type { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { type FieldError, invalid, notSupported } from '../field-error.ts';

const POLICIES = ['Foreground', 'Background', 'Orphan'];

/** What is wrong with the options of a deletion. */
export function validateDeleteOptions({
  propagationPolicy: policy,
  orphanDependents,
  dryRun = [],
}: DeleteOptions): FieldError[] {
  const errors: FieldError[] = [];
  if (policy !== undefined && orphanDependents !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalid('propagationPolicy', policy, why));
  }
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported('propagationPolicy', policy, [...POLICIES, 'nil']));
  }
  return [...errors, ...validateDryRun(dryRun)];
}

/** What is wrong with a request's `dryRun`, which is `All` or nothing. */
export function validateDryRun(dryRun: readonly string[]): FieldError[] {
  return dryRun.every((value) => value === 'All') ? [] : [notSupported('dryRun', dryRun, ['All'])];
}
