import { type FieldError, forbidden, requiredField } from '../../apimachinery/field-error.ts';
import { first, type Query } from './query.ts';
import { type WriteOptions, writeOptions } from './write-options.ts';

/** Reads the options of a patch that is no apply, which cannot be forced. @throws StatusError 422 naming what is wrong. */
export function patchOptions(query: Query): WriteOptions {
  const isForced = first(query, 'force') !== undefined;
  return writeOptions(query, 'PatchOptions', isForced ? [FORCED_PATCH] : []);
}

/** What an apply may say beside its body. */
export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  /** Whether fields are taken from other managers. */
  readonly force: boolean;
}

/** Reads the options of an apply, which has to say who applies. @throws StatusError 422 naming what is wrong. */
export function applyOptions(query: Query): ApplyOptions {
  const names = (first(query, 'fieldManager') ?? '') !== '';
  const options = writeOptions(query, 'PatchOptions', names ? [] : [NO_MANAGER]);
  const force = first(query, 'force');
  // Any word but these two is a yes, as kube-apiserver reads it.
  const isForced = force !== undefined && force !== '0' && force.toLowerCase() !== 'false';
  return { ...options, fieldManager: options.fieldManager ?? '', force: isForced };
}

const FORCED_PATCH: FieldError = forbidden('force', 'may not be specified for non-apply patch');
const NO_MANAGER: FieldError = requiredField('fieldManager', 'is required for apply patch');
