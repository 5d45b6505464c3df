import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import type { AggregationRule, PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { RoleRef, Subject } from '../../../../schemas/rbac/v1/role-binding.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { uncoveredParts } from './uncovered-rules.ts';

/** A role of either scope. */
export interface AnyRole {
  metadata: ObjectMeta;
  rules: PolicyRule[] | null;
  aggregationRule?: AggregationRule | undefined;
}

/** A binding of either scope. */
export interface AnyBinding {
  metadata: ObjectMeta;
  roleRef: RoleRef;
  subjects?: Subject[] | undefined;
}

const AUTOUPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

/** Whether a role or a binding is to be left as it is when a server starts. */
export function isShielded({ metadata }: { readonly metadata: ObjectMeta }): boolean {
  return metadata.annotations?.[AUTOUPDATE] === 'false';
}

/**
 * Gives a stored role what it lacks of the one that is expected, and takes nothing away but an aggregation that is not expected
 * (kube-apiserver's reconciliation at start). Mutates `role`, whose parts are its own.
 */
export function reconcileRole(role: AnyRole, expected: AnyRole): void {
  reconcileMetadata(role.metadata, expected.metadata);
  const missing = [...uncoveredParts(role.rules ?? [], expected.rules ?? [])].filter((rule) => rule !== undefined);
  if (missing.length > 0) role.rules = [...(role.rules ?? []), ...missing];
  if (expected.aggregationRule === undefined) {
    delete role.aggregationRule;
    return;
  }
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  const { clusterRoleSelectors: wanted = [] } = expected.aggregationRule;
  const lacking = wanted.filter((selector) => !selectors.some((one) => isSemanticallyEqual(one, selector)));
  if (lacking.length > 0) role.aggregationRule = { clusterRoleSelectors: [...selectors, ...lacking] };
}

/** Gives a stored binding of the same role what it lacks of the one that is expected. Mutates `binding` likewise. */
export function reconcileBinding(binding: AnyBinding, expected: AnyBinding): void {
  reconcileMetadata(binding.metadata, expected.metadata);
  const subjects = binding.subjects ?? [];
  const missing = (expected.subjects ?? []).filter((subject) => !subjects.some((one) => isSameSubject(one, subject)));
  if (missing.length > 0) binding.subjects = [...subjects, ...missing];
}

/** Whether two bindings are of one role: a binding cannot change its role. */
export function isOfSameRole({ roleRef: a }: AnyBinding, { roleRef: b }: AnyBinding): boolean {
  return a.apiGroup === b.apiGroup && a.kind === b.kind && a.name === b.name;
}

function isSameSubject(a: Subject, b: Subject): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    (a.apiGroup ?? '') === (b.apiGroup ?? '') &&
    (a.namespace ?? '') === (b.namespace ?? '')
  );
}

/** What is there stays, whatever its value. */
function reconcileMetadata(metadata: ObjectMeta, expected: ObjectMeta): void {
  metadata.labels = { ...expected.labels, ...metadata.labels };
  metadata.annotations = { ...expected.annotations, ...metadata.annotations };
}
