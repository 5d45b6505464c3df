import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { duplicate, type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const FORMAT = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
const NAME = new RegExp(FORMAT);
const LIMIT = 253;
/** The parameters that belong to a network or to IPC, and so to the node where a pod shares the node's. */
const NETWORK = /^net\./;
const IPC = /^(kernel\.(sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)(\*|$)|fs\.mqueue\.)/;

/** What is wrong with the kernel parameters of a pod. */
export function validateSysctls({ securityContext, hostNetwork, hostIPC }: PodSpec, path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return errorsOfEach(securityContext?.sysctls ?? [], ({ name }, i) => {
    const at = path.index(i).child('name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(requiredField(at));
    else if (name.length > LIMIT || !NAME.test(name)) {
      errors.push(invalid(at, name, `must have at most ${LIMIT} characters and match regex ${FORMAT}`));
    } else if (names.has(name)) {
      errors.push(duplicate(at, name));
    }
    const dotted = withDots(name);
    if (hostNetwork === true && NETWORK.test(dotted)) {
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (hostIPC === true && IPC.test(dotted)) {
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    }
    names.add(name);
    return errors;
  });
}

/** The name with dots between its parts; the first separator tells which of dot and slash stands for the other. */
function withDots(name: string): string {
  if (/^[^./]*\//.test(name)) return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
  return name;
}
