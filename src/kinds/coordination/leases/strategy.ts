import type { Lease, LeaseSpec } from '../../../../schemas/coordination/v1/lease.ts';
import { type FieldError, invalid } from '../../../apimachinery/field-error.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { unset } from '../../../apimachinery/unset.ts';
import { NOT_NEGATIVE } from '../../../apimachinery/validation/messages.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateMetadata } from '../../../apimachinery/validation/object-meta.ts';
import { validateMetadataUpdate } from '../../../apimachinery/validation/object-meta-update.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';

const SPEC = FieldPath.of('spec');

/** How leases are created and replaced. Whoever renews one must name the state that is renewed. */
export const leaseStrategy: CreateStrategy<Lease> & UpdateStrategy<Lease> = {
  namespaced: true,
  keptFields: [],
  leavesCanonical: false,
  allowUnconditionalUpdate: false,
  allowCreateOnUpdate: true,

  setDefaults() {},

  prepareForCreate: dropDisabledFields,

  validate({ metadata, spec }) {
    return [...validateMetadata(metadata, true, nameIsDNSSubdomain), ...validateSpec(spec)];
  },

  warningsOnCreate() {
    return [];
  },

  prepareForUpdate: dropDisabledFields,

  validateUpdate({ metadata, spec }, old) {
    return [...validateMetadataUpdate(metadata, old.metadata, { formatIsValid: false }), ...validateSpec(spec)];
  },

  warningsOnUpdate() {
    return [];
  },
};

/** Nobody coordinates elections here (KEP-4355, CoordinatedLeaderElection, is off by default). */
function dropDisabledFields({ spec }: Lease): void {
  unset(spec, 'strategy');
  unset(spec, 'preferredHolder');
}

function validateSpec({ leaseDurationSeconds, leaseTransitions }: LeaseSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    errors.push(invalid(SPEC.child('leaseDurationSeconds'), leaseDurationSeconds, 'must be greater than 0'));
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    errors.push(invalid(SPEC.child('leaseTransitions'), leaseTransitions, NOT_NEGATIVE));
  }
  return errors;
}
