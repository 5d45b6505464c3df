import type { Affinity } from '../../../../../schemas/core/v1/affinity.ts';
import type {
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
} from '../../../../../schemas/core/v1/node-affinity.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { member } from '../../../../apimachinery/patch/json-value.ts';
import { isSemanticallyEqual } from '../../../../apimachinery/semantic-equal.ts';

/**
 * Where a pod is still held back by a scheduling gate, its node selector and node affinity may be narrowed (KEP-3838). Answers
 * what is wrong with such a change, and the spec with both as in `old`; it mutates neither.
 */
export function withoutGatedChanges(
  next: PodSpec,
  old: PodSpec,
  path: FieldPath,
): { readonly spec: PodSpec; readonly errors: FieldError[] } {
  if (old.schedulingGates === undefined) return { spec: next, errors: [] };
  const spec = { ...next };
  const errors: FieldError[] = [];
  if (!isSemanticallyEqual(next.nodeSelector, old.nodeSelector)) {
    addErrors(errors, validateNodeSelectorChange(next.nodeSelector, old.nodeSelector, path.child('nodeSelector')));
    if (old.nodeSelector === undefined) delete spec.nodeSelector;
    else spec.nodeSelector = old.nodeSelector;
  }
  const before = old.affinity?.nodeAffinity;
  const after = next.affinity?.nodeAffinity;
  if (!isSemanticallyEqual(after, before)) {
    addErrors(errors, validateNodeAffinityChange(after, before, path.child('affinity').child('nodeAffinity')));
    const { podAffinity, podAntiAffinity } = next.affinity ?? {};
    const nodeAffinityOnly = podAffinity === undefined && podAntiAffinity === undefined;
    if (old.affinity === undefined && nodeAffinityOnly) delete spec.affinity;
    else spec.affinity = withNodeAffinity(next.affinity, before);
  }
  return { spec, errors };
}

function withNodeAffinity(affinity: Affinity | undefined, nodeAffinity: NodeAffinity | undefined): Affinity {
  const copy = { ...affinity };
  if (nodeAffinity === undefined) delete copy.nodeAffinity;
  else copy.nodeAffinity = nodeAffinity;
  return copy;
}

function validateNodeSelectorChange(
  next: Readonly<Record<string, string>> | undefined,
  old: Readonly<Record<string, string>> = {},
  path: FieldPath,
): FieldError[] {
  if (Object.entries(old).every(([key, value]) => member(next, key) === value)) return [];
  return [invalid(path, next ?? null, 'only additions to spec.nodeSelector are allowed (no mutations or deletions)')];
}

function validateNodeAffinityChange(
  next: NodeAffinity | undefined,
  old: NodeAffinity | undefined,
  path: FieldPath,
): FieldError[] {
  const before = old?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const after = next?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  // Where nothing was required anything may be.
  if (before.length === 0) return [];
  const at = path.child('requiredDuringSchedulingIgnoredDuringExecution').child('nodeSelectorTerms');
  if (before.length !== after?.length) {
    return [invalid(at, after ?? null, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return errorsOfEach(before, (term, i) =>
    onlyAddsTo(term, after[i])
      ? []
      : [invalid(at.index(i), after[i], 'only additions are allowed (no mutations or deletions)')],
  );
}

/** A term becomes narrower by further requirements; one without any matches nothing and would become wider. */
function onlyAddsTo(old: NodeSelectorTerm, next: NodeSelectorTerm = {}): boolean {
  const { matchExpressions = [], matchFields = [] } = old;
  const { matchExpressions: expressions = [], matchFields: fields = [] } = next;
  if (matchExpressions.length + matchFields.length === 0) return expressions.length + fields.length === 0;
  return beginsWith(expressions, matchExpressions) && beginsWith(fields, matchFields);
}

function beginsWith(list: readonly NodeSelectorRequirement[], beginning: readonly NodeSelectorRequirement[]): boolean {
  return isSemanticallyEqual(list.slice(0, beginning.length), beginning);
}
