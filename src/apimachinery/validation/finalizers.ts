import { type FieldError, forbidden, invalid } from '../field-error.ts';
import { errorsOfEach } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { DELETE_DEPENDENTS, NAMESPACE_CONTENTS, ORPHAN_DEPENDENTS } from '../finalizers.ts';
import { goQuote } from '../go-quote.ts';
import { isQualifiedName } from './qualified-name.ts';

const STANDARD: ReadonlySet<string> = new Set([NAMESPACE_CONTENTS, ORPHAN_DEPENDENTS, DELETE_DEPENDENTS]);

/** What is wrong with a list of finalizers: they are qualified names, and the two ways to treat dependents exclude each other. */
export function validateFinalizers(finalizers: readonly string[] | undefined, path: FieldPath): FieldError[] {
  if (finalizers === undefined) return [];
  const errors = errorsOfEach(finalizers, (name) => validateFinalizerName(name, path));
  if (finalizers.includes(ORPHAN_DEPENDENTS) && finalizers.includes(DELETE_DEPENDENTS)) {
    const both = `finalizer ${ORPHAN_DEPENDENTS} and ${DELETE_DEPENDENTS} cannot be both set`;
    errors.push(invalid(path, finalizers, both));
  }
  return errors;
}

/** What is wrong with the name of one finalizer. */
export function validateFinalizerName(name: string, path: FieldPath): FieldError[] {
  return isQualifiedName(name).map((problem) => invalid(path, name, problem));
}

/** Finalizers of kinds of the core group have a prefix, unless they are one of the three that Kubernetes itself knows. */
export function validateKubernetesFinalizers(finalizers: readonly string[] | undefined, path: FieldPath): FieldError[] {
  return errorsOfEach(finalizers ?? [], (name, i) => validateKubernetesFinalizerName(name, path.index(i)));
}

/** Likewise for the name of one finalizer. */
export function validateKubernetesFinalizerName(name: string, path: FieldPath): FieldError[] {
  if (name.includes('/') || STANDARD.has(name)) return [];
  return [invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified')];
}

/** An object on its way out takes on no more finalizers. */
export function validateNoNewFinalizers(
  next: readonly string[] | undefined,
  old: readonly string[] | undefined,
  path: FieldPath,
): FieldError[] {
  const stored = new Set(old);
  const added = [...new Set(next)].filter((name) => !stored.has(name)).sort();
  if (added.length === 0) return [];
  const found = `[]string{${added.map((name) => goQuote(name)).join(', ')}}`;
  return [
    forbidden(path, `no new finalizers can be added if the object is being deleted, found new finalizers ${found}`),
  ];
}
