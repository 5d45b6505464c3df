import type { NonResourceAttributes, ResourceAttributes } from '../../../schemas/authorization/v1/attributes.ts';
import type { SubjectAccessReviewSpec } from '../../../schemas/authorization/v1/subject-access-review.ts';
import type { FieldSelectorRequirement } from '../../../schemas/meta/v1/field-selector-requirement.ts';
import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../apimachinery/field-errors.ts';
import { FieldPath } from '../../apimachinery/field-path.ts';
import { validateLabelSelectorRequirement } from '../../apimachinery/validation/label-selector.ts';

const METADATA = FieldPath.of('metadata');
const SPEC = FieldPath.of('spec');
const RESOURCE = SPEC.child('resourceAttributes');
const NON_RESOURCE = SPEC.child('nonResourceAttributes');

/** What is asked about: exactly one of the two is. */
interface Asked {
  readonly resourceAttributes?: ResourceAttributes | undefined;
  readonly nonResourceAttributes?: NonResourceAttributes | undefined;
}

/** What is wrong with a question about the one who asks. */
export function validateSelfAccessSpec(spec: Asked): FieldError[] {
  return [...validateAsked(spec), ...validateSelectors(spec.resourceAttributes)];
}

/** What is wrong with a question about someone. */
export function validateAccessSpec(spec: SubjectAccessReviewSpec): FieldError[] {
  const { user = '', groups = [] } = spec;
  const errors = validateAsked(spec);
  if (user === '' && groups.length === 0) {
    errors.push(invalid(SPEC.child('user'), user, 'at least one of user or group must be specified'));
  }
  return [...errors, ...validateSelectors(spec.resourceAttributes)];
}

/** A question has no metadata, but for a namespace where it is asked in one. */
export function validateReviewMetadata(metadata: ObjectMeta, namespaced: boolean): FieldError[] {
  const { namespace, managedFields: _, ...rest } = metadata;
  const named = Object.values(rest).some((value) => value !== undefined) || (!namespaced && namespace !== undefined);
  return named ? [invalid(METADATA, metadata, `must be empty${namespaced ? ' except for namespace' : ''}`)] : [];
}

/** A question that is asked in a namespace is about a resource in it. */
export function validateLocalAccess(spec: Asked, namespace: string): FieldError[] {
  const { resourceAttributes: resource, nonResourceAttributes: nonResource } = spec;
  const errors: FieldError[] = [];
  if (resource !== undefined && (resource.namespace ?? '') !== namespace) {
    errors.push(invalid(RESOURCE.child('namespace'), resource.namespace ?? '', 'must match metadata.namespace'));
  }
  if (nonResource !== undefined) {
    errors.push(invalid(NON_RESOURCE, shown(nonResource), 'disallowed on this kind of request'));
  }
  return errors;
}

function validateAsked({ resourceAttributes: resource, nonResourceAttributes: nonResource }: Asked): FieldError[] {
  if (resource !== undefined && nonResource !== undefined) {
    return [invalid(NON_RESOURCE, shown(nonResource), 'cannot be specified in combination with resourceAttributes')];
  }
  if (resource !== undefined || nonResource !== undefined) return [];
  const one = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  return [invalid(RESOURCE, null, one)];
}

// kube-apiserver shows the bad value by the names of its own types.
function shown({ path = '', verb = '' }: NonResourceAttributes): object {
  return { Path: path, Verb: verb };
}

function validateSelectors({ fieldSelector, labelSelector }: ResourceAttributes = {}): FieldError[] {
  return [
    ...validateSelector(fieldSelector, validateFieldRequirement, RESOURCE.child('fieldSelector')),
    ...validateSelector(
      labelSelector,
      // A newer server may ask about operators that this one does not know.
      (requirement, path) => validateLabelSelectorRequirement(requirement, path, { allowUnknownOperator: true }),
      RESOURCE.child('labelSelector'),
    ),
  ];
}

function validateSelector<R>(
  selector: { rawSelector?: string; requirements?: R[] } | undefined,
  validate: (requirement: R, path: FieldPath) => FieldError[],
  path: FieldPath,
): FieldError[] {
  if (selector === undefined) return [];
  const { rawSelector = '', requirements = [] } = selector;
  const errors: FieldError[] = [];
  if (rawSelector !== '' && requirements.length > 0) {
    errors.push(invalid(path.child('rawSelector'), rawSelector, 'may not specified at the same time as requirements'));
  }
  if (rawSelector === '' && requirements.length === 0) {
    const one = `when ${path} is specified, requirements or rawSelector is required`;
    errors.push(requiredField(path.child('requirements'), one));
  }
  const at = path.child('requirements');
  addErrors(
    errors,
    errorsOfEach(requirements, (requirement, i) => validate(requirement, at.index(i))),
  );
  return errors;
}

function validateFieldRequirement(
  { key, operator, values = [] }: FieldSelectorRequirement,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (key === '') errors.push(requiredField(path.child('key'), 'must be specified'));
  const at = path.child('values');
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
    errors.push(requiredField(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  }
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    errors.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  }
  return errors;
}
