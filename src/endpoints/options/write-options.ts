import type { FieldValidation } from '../../apimachinery/decode/decode-object.ts';
import { type FieldError, notSupportedText } from '../../apimachinery/field-error.ts';
import { FieldPath } from '../../apimachinery/field-path.ts';
import { invalidOptions } from '../../apimachinery/status-error.ts';
import { validateDryRun } from '../../apimachinery/validation/delete-options.ts';
import { validateFieldManager } from '../../apimachinery/validation/managed-fields.ts';
import { all, first, type Query } from './query.ts';

/** What a create, an update or a patch may say beside its body. */
export interface WriteOptions {
  /** Nothing is stored; everything else happens. */
  readonly dryRun: boolean;
  readonly fieldValidation: FieldValidation;
  /** Who writes, for the ownership of fields; undefined where the request does not say. */
  readonly fieldManager: string | undefined;
}

/** The kind that an error of a request's options names. */
export type WriteOptionsKind = 'CreateOptions' | 'UpdateOptions' | 'PatchOptions';

const DEFAULTS: WriteOptions = { dryRun: false, fieldValidation: 'Warn', fieldManager: undefined };
const FIELD_MANAGER = FieldPath.of('fieldManager');

/** Reads the options of a write. `found` is what is wrong with others of them. @throws StatusError 422 naming each bad one. */
export function writeOptions(query: Query, kind: WriteOptionsKind, found: readonly FieldError[] = []): WriteOptions {
  const dryRun = all(query, 'dryRun');
  const validation = first(query, 'fieldValidation') ?? '';
  const fieldManager = first(query, 'fieldManager') ?? '';
  if (dryRun.length === 0 && validation === '' && fieldManager === '' && found.length === 0) return DEFAULTS;
  const errors = [
    ...found,
    ...validateFieldManager(fieldManager, FIELD_MANAGER),
    ...validateDryRun(dryRun),
    ...fieldValidationErrors(validation),
  ];
  if (errors.length > 0) throw invalidOptions(kind, errors);
  return {
    dryRun: dryRun.length > 0,
    fieldValidation: validation === '' ? DEFAULTS.fieldValidation : (validation as FieldValidation),
    fieldManager: fieldManager === '' ? undefined : fieldManager,
  };
}

function fieldValidationErrors(validation: string): FieldError[] {
  const supported = ['', 'Ignore', 'Strict', 'Warn'];
  return supported.includes(validation) ? [] : [notSupportedText('fieldValidation', validation, supported)];
}
