import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { FieldError } from '../../apimachinery/field-error.ts';
import { validateObjectMetaUpdate } from '../../apimachinery/validation/object-meta.ts';
import { endsDeletion } from '../../registry/definition/deletion-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../registry/definition/strategy.ts';

/** What differs between roles and bindings. */
export interface RbacRules<T> {
  readonly namespaced: boolean;
  setDefaults?(object: T): void;
  /** Brings an object that has its owners into the form in which it is stored. Mutates it. */
  prepare?(object: T): void;
  /** What is wrong with an object by itself, its metadata included. */
  validate(object: T): FieldError[];
  /** What is wrong with replacing `old` by `next`, beside that. */
  validateChange(next: T, old: T): FieldError[];
}

/** How objects of the group rbac.authorization.k8s.io are created and replaced; a replacement may create them. */
export function rbacStrategy<T extends ApiObject>({
  namespaced,
  setDefaults = () => {},
  prepare = () => {},
  validate,
  validateChange,
}: RbacRules<T>): CreateStrategy<T> & UpdateStrategy<T> {
  return {
    namespaced,
    keptFields: [],
    leavesCanonical: false,
    allowUnconditionalUpdate: true,
    allowCreateOnUpdate: true,
    setDefaults,
    prepareForCreate: prepare,
    validate,
    warningsOnCreate: () => [],
    prepareForUpdate(next, old) {
      // What goes with this update is answered as it was sent: it is not stored any more.
      if (!endsDeletion({}, next, old)) prepare(next);
    },
    validateUpdate: (next, old) => [
      ...validate(next),
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validateChange(next, old),
    ],
    warningsOnUpdate: () => [],
  };
}
