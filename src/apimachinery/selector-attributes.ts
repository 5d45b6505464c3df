import type { ResourceAttributes } from '../../schemas/authorization/v1/attributes.ts';
import type { FieldSelectorRequirement } from '../../schemas/meta/v1/field-selector-requirement.ts';
import type { LabelSelectorRequirement } from '../../schemas/meta/v1/label-selector.ts';
import { parseFieldSelector } from './fields/parse-field-selector.ts';
import { parseLabelSelector } from './labels/parse-label-selector.ts';
import { keyError, type Operator, requirementErrors } from './labels/requirement.ts';
import { StatusError } from './status-error.ts';

/**
 * How a request limits itself to some objects. All requirements have to hold, so that one which cannot be read may be left out: what is
 * asked about is then no less than what was meant.
 */
export interface SelectorParts<R> {
  readonly requirements: readonly R[];
  /** Whether one was left out. */
  readonly isPartial: boolean;
}

/** The field selector of a request, in parts. */
export function fieldParts({ fieldSelector }: ResourceAttributes): SelectorParts<FieldSelectorRequirement> {
  const { rawSelector = '', requirements = [] } = fieldSelector ?? {};
  if (requirements.length > 0) return partsOf(requirements, isReadableField);
  return parsed(() =>
    parseFieldSelector(rawSelector).map(({ field: key, equal, value }) => ({
      key,
      operator: equal ? 'In' : 'NotIn',
      values: [value],
    })),
  );
}

/** The label selector of a request, likewise. */
export function labelParts({ labelSelector }: ResourceAttributes): SelectorParts<LabelSelectorRequirement> {
  const { rawSelector = '', requirements = [] } = labelSelector ?? {};
  if (requirements.length > 0) return partsOf(requirements, isReadableLabel);
  return parsed(() =>
    parseLabelSelector(rawSelector).flatMap(({ key, operator: sign, values }) => {
      const operator = OPERATORS.get(sign);
      // Those that compare numbers have no place in a requirement.
      return operator === undefined ? [] : [{ key, operator, ...(values.length > 0 && { values: [...values] }) }];
    }),
  );
}

/** What a review says of selectors that could not be read as a whole, in kube-apiserver's words. */
export function selectorErrors(attributes: ResourceAttributes): string[] {
  return [...problem('fieldSelector', fieldParts(attributes)), ...problem('labelSelector', labelParts(attributes))];
}

function problem(name: string, { requirements, isPartial }: SelectorParts<unknown>): string[] {
  if (!isPartial) return [];
  const partially = requirements.length > 0 ? 'partially ' : '';
  return [`spec.resourceAttributes.${name} ${partially}ignored due to parse error`];
}

function partsOf<R>(requirements: readonly R[], isReadable: (requirement: R) => boolean): SelectorParts<R> {
  const readable = requirements.filter(isReadable);
  return { requirements: readable, isPartial: readable.length < requirements.length };
}

function parsed<R>(parse: () => readonly R[]): SelectorParts<R> {
  try {
    return { requirements: parse(), isPartial: false };
  } catch (error) {
    if (error instanceof StatusError) return { requirements: [], isPartial: true };
    throw error;
  }
}

function isReadableField({ operator, values = [] }: FieldSelectorRequirement): boolean {
  return (operator === 'In' || operator === 'NotIn') && values.length === 1;
}

function isReadableLabel({ key, operator, values = [] }: LabelSelectorRequirement): boolean {
  if (keyError(key) !== undefined) return false;
  if (operator === 'Exists' || operator === 'DoesNotExist') return values.length === 0;
  if (operator !== 'In' && operator !== 'NotIn') return false;
  return values.length > 0 && requirementErrors({ key, operator: 'in', values }).length === 0;
}

const OPERATORS: ReadonlyMap<Operator, string> = new Map<Operator, string>([
  ['in', 'In'],
  ['=', 'In'],
  ['==', 'In'],
  ['notin', 'NotIn'],
  ['!=', 'NotIn'],
  ['exists', 'Exists'],
  ['!', 'DoesNotExist'],
]);
