import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import { duplicate, type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateRequiredOneOf } from '../../../../apimachinery/validation/fields.ts';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

/**
 * What is wrong with what a resize does to a container: it does not restart what never restarts (KEP-1287). Apart from
 * duplicates, errors name the list only.
 */
export function validateResizePolicy(
  { resizePolicy = [] }: Container | EphemeralContainer,
  podRestartPolicy: string | undefined,
  path: FieldPath,
): FieldError[] {
  const seen = new Set<string>();
  return errorsOfEach(resizePolicy, ({ resourceName, restartPolicy: policy }, i) => {
    const errors: FieldError[] = [];
    if (seen.has(resourceName)) errors.push(duplicate(path.index(i), resourceName));
    seen.add(resourceName);
    addErrors(errors, validateRequiredOneOf(resourceName, RESOURCES, path));
    addErrors(errors, validateRequiredOneOf(policy, POLICIES, path));
    if (podRestartPolicy === 'Never' && policy !== 'NotRequired') {
      errors.push(invalid(path, policy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}

/** Init containers that end are not resized. */
export function validateInitContainerResizePolicy({ resizePolicy = [] }: Container, path: FieldPath): FieldError[] {
  return errorsOfEach(resizePolicy, ({ restartPolicy }, i) =>
    restartPolicy === 'RestartContainer'
      ? [
          invalid(
            path.index(i).child('restartPolicy'),
            restartPolicy,
            "must not be set to 'RestartContainer' for non-sidecar initContainers",
          ),
        ]
      : [],
  );
}
