import { goQuote } from '../go-quote.ts';
import { applyConflict, type StatusError } from '../status-error.ts';
import type { Conflict } from './apply-configuration.ts';
import { pathsOf } from './field-set.ts';
import type { OwnerIdentity } from './owner.ts';
import { printPath } from './path-element.ts';
import { compareIdentities } from './update-owners.ts';

/** The 409 of an apply that would take fields from others: each of them is a cause. */
export function fieldManagerConflict(conflicts: readonly Conflict[]): StatusError {
  const ordered = conflicts.toSorted((a, b) => compareIdentities(a.owner, b.owner));
  const found = ordered.map(({ owner, fields }) => ({
    manager: printOwner(owner),
    paths: pathsOf(fields).map(printPath),
  }));
  const causes = found.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  const [first] = causes;
  if (causes.length === 1)
    return applyConflict(causes, `Apply failed with 1 conflict: ${first?.message}: ${first?.field}`);
  const lines = found.flatMap(({ manager, paths }) => [
    `conflicts with ${manager}:`,
    ...paths.map((path) => `- ${path}`),
  ]);
  return applyConflict(causes, `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`);
}

function printOwner({ manager, operation, apiVersion, subresource }: OwnerIdentity): string {
  const through = subresource === '' ? '' : ` with subresource ${goQuote(subresource)}`;
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return goQuote(manager) + through + using;
}
