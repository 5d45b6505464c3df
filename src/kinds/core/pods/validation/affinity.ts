import type { Affinity } from '../../../../../schemas/core/v1/affinity.ts';
import type { PodAffinity, PodAffinityTerm } from '../../../../../schemas/core/v1/pod-affinity.ts';
import type { LabelSelector } from '../../../../../schemas/meta/v1/label-selector.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, itself } from '../../../../apimachinery/first-by.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { validateLabelKey, validateLabelSelector } from '../../../../apimachinery/validation/label-selector.ts';
import { validateNodeAffinity, validateWeight } from './node-selector.ts';

/** What is wrong with where a pod is to run, by node and by neighbour. */
export function validateAffinity(affinity: Affinity | undefined, path: FieldPath): FieldError[] {
  return [
    ...validateNodeAffinity(affinity?.nodeAffinity, path.child('nodeAffinity')),
    ...validatePodAffinity(affinity?.podAffinity, path.child('podAffinity')),
    ...validatePodAffinity(affinity?.podAntiAffinity, path.child('podAntiAffinity')),
  ];
}

function validatePodAffinity(affinity: PodAffinity | undefined, path: FieldPath): FieldError[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: needed = [],
    preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
  } = affinity ?? {};
  const neededAt = path.child('requiredDuringSchedulingIgnoredDuringExecution');
  const preferredAt = path.child('preferredDuringSchedulingIgnoredDuringExecution');
  return [
    ...errorsOfEach(needed, (term, i) => validateTerm(term, neededAt.index(i))),
    ...errorsOfEach(preferred, ({ weight, podAffinityTerm }, i) => [
      ...validateWeight(weight, preferredAt.index(i).child('weight')),
      ...validateTerm(podAffinityTerm, preferredAt.index(i).child('podAffinityTerm')),
    ]),
  ];
}

function validateTerm(term: PodAffinityTerm, path: FieldPath): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey } = term;
  const at = path.child('topologyKey');
  return [
    ...validateLabelSelector(labelSelector, path.child('labelSelector')),
    ...validateLabelSelector(namespaceSelector, path.child('namespaceSelector')),
    ...errorsOfEach(namespaces, (name) => invalidFor(name, isDNS1123Label(name), path.child('namespace'))),
    ...validateTermKeys(term, path),
    ...(topologyKey === '' ? [requiredField(at, 'can not be empty')] : []),
    ...validateLabelKey(topologyKey, at),
  ];
}

/** Keys whose values are taken from the pod's labels (KEP-3633) come beside a selector that does not name them itself. */
function validateTermKeys(
  { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] }: PodAffinityTerm,
  path: FieldPath,
): FieldError[] {
  const errors = [
    ...validateTermLabelKeys(matchLabelKeys, labelSelector, path.child('matchLabelKeys')),
    ...validateTermLabelKeys(mismatchLabelKeys, labelSelector, path.child('mismatchLabelKeys')),
    ...validateNotSelectedTwice(matchLabelKeys, labelSelector, path),
  ];
  const mismatched = firstBy(mismatchLabelKeys, itself);
  for (const [i, key] of matchLabelKeys.entries()) {
    if (mismatched(key) === undefined) continue;
    const both = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(path.child('matchLabelKeys').index(i), key, both));
  }
  return errors;
}

/** What is wrong with keys whose values are taken from the pod's labels: they are keys of labels, beside a selector. */
export function validateTermLabelKeys(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  path: FieldPath,
): FieldError[] {
  if (keys.length === 0) return [];
  if (selector === undefined) return [forbidden(path, 'must not be specified when labelSelector is not set')];
  return errorsOfEach(keys, (key, i) => validateLabelKey(key, path.index(i)));
}

/**
 * A key of matchLabelKeys has been added to the selector by now; where it is there once more, it was there before. Errors
 * are placed as kube-apiserver places them, at the position of the key right below `path`, that of the term.
 */
export function validateNotSelectedTwice(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  path: FieldPath,
): FieldError[] {
  if (keys.length === 0) return [];
  const last = new Map(keys.map((key, i) => [key, i]));
  const selected = new Set(Object.keys(selector?.matchLabels ?? {}));
  return errorsOfEach(selector?.matchExpressions ?? [], ({ key }) => {
    const position = last.get(key);
    const again = selected.has(key);
    selected.add(key);
    if (position === undefined || !again) return [];
    return [invalid(path.index(position), key, 'exists in both matchLabelKeys and labelSelector')];
  });
}
