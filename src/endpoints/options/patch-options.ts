import { forbidden } from '../../apimachinery/field-error.ts';
import { invalidOptions } from '../../apimachinery/status-error.ts';
import { first, type Query } from './query.ts';
import { type WriteOptions, writeOptions } from './write-options.ts';

/** Reads the options of a patch that is no apply, which cannot be forced. @throws StatusError 422 naming what is wrong. */
export function patchOptions(query: Query): WriteOptions {
  if (first(query, 'force') !== undefined) {
    throw invalidOptions('PatchOptions', [forbidden('force', 'may not be specified for non-apply patch')]);
  }
  return writeOptions(query, 'PatchOptions');
}
