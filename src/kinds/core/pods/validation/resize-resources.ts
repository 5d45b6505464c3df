import type { ResourceRequirements } from '../../../../../schemas/core/v1/resources.ts';
import { type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { member } from '../../../../apimachinery/patch/json-value.ts';

type Amounts = Pick<ResourceRequirements, 'limits' | 'requests'>;
type List = Amounts['limits'];

/** What can be resized (KEP-1287). */
const COMPUTE = ['cpu', 'memory'];

/** Requests and limits may be changed and added, but not taken away. `what` they are of begins the message. */
export function validateNothingRemoved(
  next: Amounts | undefined,
  old: Amounts,
  path: FieldPath,
  what: string,
): FieldError[] {
  return errorsOfEach(['requests', 'limits'] as const, (list) =>
    Object.keys(old[list] ?? {}).some((name) => member(next?.[list], name) === undefined)
      ? [forbidden(path.child(list), `${what} ${list} cannot be removed`)]
      : [],
  );
}

/** The amounts of `next` with CPU and memory as in `old`; nothing but its amounts. */
export function withoutComputeChanges(next: Amounts, old: Amounts): Amounts {
  const limits = without(next.limits, old.limits);
  const requests = without(next.requests, old.requests);
  return { ...(limits && { limits }), ...(requests && { requests }) };
}

function without(next: List, old: List): List {
  const rest = Object.entries(next ?? {}).filter(([name]) => !COMPUTE.includes(name));
  const kept = Object.entries(old ?? {}).filter(([name]) => COMPUTE.includes(name));
  return rest.length + kept.length === 0 ? undefined : Object.fromEntries([...rest, ...kept]);
}
