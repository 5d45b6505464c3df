import { duplicate, type FieldError, invalid } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../apimachinery/field-path.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { isLongerThan } from '../../../apimachinery/validation/byte-length.ts';

const NAME = /^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/;
const NAME_LIMIT = 253;
const NOT_A_NAME =
  "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes";

/** What is wrong with the features that a node says it has (KEP-5328): each is well named and stands once, in order. */
export function validateDeclaredFeatures(features: readonly string[], path: FieldPath): FieldError[] {
  return errorsOfEach(features, (feature, i) => {
    const problem = nameProblem(feature);
    const errors =
      problem === undefined
        ? []
        : [invalid(path.index(i), feature, `invalid feature name ${goQuote(feature)}: ${problem}`)];
    const next = features[i + 1];
    if (next === feature) errors.push(duplicate(path.index(i + 1), next));
    else if (next !== undefined && Buffer.compare(Buffer.from(feature), Buffer.from(next)) > 0) {
      errors.push(invalid(path.index(i + 1), next, 'list must be sorted alphabetically'));
    }
    return errors;
  });
}

function nameProblem(name: string): string | undefined {
  if (isLongerThan(name, NAME_LIMIT)) return `must be no more than ${NAME_LIMIT} characters`;
  return NAME.test(name) ? undefined : NOT_A_NAME;
}
