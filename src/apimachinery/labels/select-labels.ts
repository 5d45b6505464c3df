import type { LabelSelector } from '../../../schemas/meta/v1/label-selector.ts';
import { member } from '../patch/json-value.ts';
import { meets, type Operator } from './requirement.ts';

const OPERATORS: Readonly<Record<string, Operator>> = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' };

/**
 * Whether the label selector of an object takes in what has these labels: an empty one takes in everything, and one that is
 * absent, or has an operator that there is not, nothing.
 */
export function selectsLabels(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (!Object.entries(matchLabels).every(([key, value]) => member(labels, key) === value)) return false;
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const known = member(OPERATORS, operator);
    return known !== undefined && meets({ key, operator: known, values }, (label) => member(labels, label));
  });
}
