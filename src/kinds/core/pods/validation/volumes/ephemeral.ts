import type { TypedLocalObjectReference, TypedObjectReference } from '../../../../../../schemas/core/v1/references.ts';
import type {
  EphemeralVolumeSource,
  PersistentVolumeClaimSpec,
} from '../../../../../../schemas/core/v1/volumes/persistent-volume-claim.ts';
import type { ObjectMeta } from '../../../../../../schemas/meta/v1/object-meta.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  requiredField,
} from '../../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { compareQuantities } from '../../../../../apimachinery/quantity.ts';
import { validateAnnotations } from '../../../../../apimachinery/validation/annotations.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../../../apimachinery/validation/dns-names.ts';
import { invalidFor, validateOneOf, validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { validateLabelSelector } from '../../../../../apimachinery/validation/label-selector.ts';
import { validateLabels } from '../../../../../apimachinery/validation/labels.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/** What is wrong with a volume that has a claim of its own. */
export function validateEphemeralVolume(source: EphemeralVolumeSource, path: FieldPath): FieldError[] {
  const { volumeClaimTemplate: template } = source;
  const at = path.child('volumeClaimTemplate');
  if (template === undefined) return [requiredField(at)];
  return [
    ...validateTemplateMeta(template.metadata, at.child('metadata')),
    ...validateClaimSpec(template.spec, at.child('spec')),
  ];
}

/**
 * Of the metadata of a template only labels and annotations are taken over. kube-apiserver names the other fields by those of
 * Go, of which it writes the first letter alone in lower case.
 */
function validateTemplateMeta(metadata: ObjectMeta, path: FieldPath): FieldError[] {
  return [
    ...validateAnnotations(metadata.annotations, path.child('annotations')),
    ...validateLabels(metadata.labels, path.child('labels')),
    ...errorsOfEach(Object.entries(metadata), ([field, value]) =>
      field === 'annotations' || field === 'labels' || value === undefined || value === null || value === ''
        ? []
        : [forbidden(path.child(field === 'uid' ? 'uID' : field), 'cannot be set')],
    ),
  ];
}

function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: FieldPath): FieldError[] {
  const { accessModes = [], storageClassName = '', dataSource, dataSourceRef, volumeAttributesClassName = '' } = spec;
  const at = path.child('accessModes');
  const errors: FieldError[] = [];
  if (accessModes.length === 0) errors.push(requiredField(at, 'at least 1 access mode is required'));
  addErrors(errors, validateLabelSelector(spec.selector, path.child('selector')));
  for (const mode of accessModes) if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(at, mode, ACCESS_MODES));
  const others = accessModes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && accessModes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(at, 'may not use ReadWriteOncePod with other access modes'));
  }
  addErrors(errors, validateStorage(spec.resources.requests?.storage, path.child('resources').key('storage')));
  if (storageClassName !== '') {
    addErrors(
      errors,
      invalidFor(storageClassName, isDNS1123Subdomain(storageClassName), path.child('storageClassName')),
    );
  }
  addErrors(errors, validateOneOf(spec.volumeMode, VOLUME_MODES, path.child('volumeMode')));
  if (dataSource !== undefined) addErrors(errors, validateDataSource(dataSource, path.child('dataSource')));
  if (dataSourceRef !== undefined) addErrors(errors, validateDataSourceRef(dataSourceRef, path.child('dataSourceRef')));
  addErrors(errors, validateSameDataSource(dataSource, dataSourceRef, path));
  if (volumeAttributesClassName !== '') {
    const problems = isDNS1123Subdomain(volumeAttributesClassName);
    addErrors(errors, invalidFor(volumeAttributesClassName, problems, path.child('volumeAttributesClassName')));
  }
  return errors;
}

function validateStorage(amount: string | undefined, path: FieldPath): FieldError[] {
  if (amount === undefined) return [requiredField(path)];
  return compareQuantities(amount, '0') > 0 ? [] : [invalid(path, amount, 'must be greater than zero')];
}

function validateDataSource(source: TypedLocalObjectReference, path: FieldPath): FieldError[] {
  const { kind, name } = source;
  const apiGroup = source.apiGroup ?? '';
  const errors = [...validateRequired(name, path.child('name')), ...validateRequired(kind, path.child('kind'))];
  if (apiGroup !== '') {
    addErrors(errors, invalidFor(apiGroup, isDNS1123Subdomain(apiGroup), path.child('apiGroup')));
  } else if (kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  return errors;
}

function validateDataSourceRef(source: TypedObjectReference, path: FieldPath): FieldError[] {
  const { namespace = '' } = source;
  const errors = validateDataSource(source, path);
  if (namespace !== '') addErrors(errors, invalidFor(namespace, isDNS1123Label(namespace), path.child('namespace')));
  return errors;
}

function validateSameDataSource(
  source: TypedLocalObjectReference | undefined,
  ref: TypedObjectReference | undefined,
  path: FieldPath,
): FieldError[] {
  if (source === undefined || ref === undefined) return [];
  // kube-apiserver shows the path in place of the value, which it prints as an object that has no fields to show.
  const shown = {};
  if ((ref.namespace ?? '') !== '') {
    return [invalid(path, shown, 'may not be specified when dataSourceRef.namespace is specified')];
  }
  const same = source.apiGroup === ref.apiGroup && source.kind === ref.kind && source.name === ref.name;
  return same ? [] : [invalid(path, shown, 'must match dataSourceRef')];
}
