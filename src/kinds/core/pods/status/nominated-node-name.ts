import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { nameIsDNSSubdomain } from '../../../../apimachinery/validation/names.ts';

/** A new nominatedNodeName is the name of a node, for a pod that has none yet (KEP-5278). It may always be cleared. */
export function validateNominatedNodeName(next: Pod, old: Pod, path: FieldPath): FieldError[] {
  const { nominatedNodeName = '' } = next.status;
  if (nominatedNodeName === '' || nominatedNodeName === old.status.nominatedNodeName) return [];
  const at = path.child('nominatedNodeName');
  const errors = nameIsDNSSubdomain(nominatedNodeName, false).map((problem) => invalid(at, nominatedNodeName, problem));
  if ((next.spec.nodeName ?? '') !== '') {
    errors.push(forbidden(at, 'may not be set on pods that are already bound to a node'));
  }
  return errors;
}
