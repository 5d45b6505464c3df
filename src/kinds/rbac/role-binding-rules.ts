import type { RoleRef, Subject } from '../../../schemas/rbac/v1/role-binding.ts';
import { type FieldError, invalid, notSupportedText, requiredField } from '../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../apimachinery/field-errors.ts';
import { FieldPath } from '../../apimachinery/field-path.ts';
import { nameIsDNSSubdomain, nameIsPathSegment } from '../../apimachinery/validation/names.ts';

/** What the bindings of both scopes have in common. */
interface Binding {
  subjects?: Subject[] | undefined;
  roleRef: RoleRef;
}

const GROUP = 'rbac.authorization.k8s.io';

const ROLE_REF = FieldPath.of('roleRef');
const SUBJECTS = FieldPath.of('subjects');

/** Roles, users and groups are taken for those of RBAC where no API group is named. Mutates the binding. */
export function setBindingDefaults({ roleRef, subjects = [] }: Binding): void {
  roleRef.apiGroup ||= GROUP;
  for (const subject of subjects) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= GROUP;
  }
}

/** What is wrong with a binding beside its metadata. `roleKinds` are the kinds of roles that it may give. */
export function validateBinding(
  { roleRef, subjects = [] }: Binding,
  roleKinds: readonly string[],
  namespaced: boolean,
): FieldError[] {
  const { apiGroup, kind, name } = roleRef;
  const errors: FieldError[] = [];
  if (apiGroup !== GROUP) errors.push(notSupportedText(ROLE_REF.child('apiGroup'), apiGroup, [GROUP]));
  if (!roleKinds.includes(kind)) errors.push(notSupportedText(ROLE_REF.child('kind'), kind, roleKinds));
  if (name === '') errors.push(requiredField(ROLE_REF.child('name')));
  else
    for (const problem of nameIsPathSegment(name, false)) errors.push(invalid(ROLE_REF.child('name'), name, problem));
  addErrors(
    errors,
    errorsOfEach(subjects, (subject, i) => validateSubject(subject, namespaced, SUBJECTS.index(i))),
  );
  return errors;
}

/** A binding gives one role for good: whom it gives it to may change. */
export function validateRoleRefUnchanged({ roleRef }: Binding, { roleRef: old }: Binding): FieldError[] {
  const { apiGroup, kind, name } = roleRef;
  if (apiGroup === old.apiGroup && kind === old.kind && name === old.name) return [];
  // kube-apiserver shows the bad value by the names of its own types.
  return [invalid(ROLE_REF, { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')];
}

function validateSubject(
  { kind, apiGroup = '', name, namespace = '' }: Subject,
  namespaced: boolean,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(requiredField(path.child('name')));
  if (kind === 'ServiceAccount') {
    if (name !== '') {
      for (const problem of nameIsDNSSubdomain(name, false)) errors.push(invalid(path.child('name'), name, problem));
    }
    if (apiGroup !== '') errors.push(notSupportedText(path.child('apiGroup'), apiGroup, ['']));
    // In a namespace, that of the binding is meant.
    if (!namespaced && namespace === '') errors.push(requiredField(path.child('namespace')));
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== GROUP) errors.push(notSupportedText(path.child('apiGroup'), apiGroup, [GROUP]));
  } else {
    errors.push(notSupportedText(path.child('kind'), kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}
