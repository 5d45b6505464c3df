import type { SelectableFields, SelectableObject } from '../../../apimachinery/fields/selectable-fields.ts';

const REFERENCE = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** The fields by which events can be selected in the core group. */
export const eventFields: SelectableFields = {
  ...partsOf('involvedObject'),
  reason: text('reason'),
  reportingComponent: text('reportingComponent'),
  // Newer clients name the component in another field.
  source: (event) => event.text('source', 'component') || event.text('reportingComponent'),
  type: text('type'),
};

/** The fields by which events can be selected in group events.k8s.io. */
export const eventV1Fields: SelectableFields = {
  ...partsOf('regarding'),
  reason: text('reason'),
  reportingController: text('reportingController'),
  type: text('type'),
};

function partsOf(field: string): SelectableFields {
  return Object.fromEntries(REFERENCE.map((part) => [`${field}.${part}`, (event) => event.text(field, part)]));
}

function text(field: string): (event: SelectableObject) => string {
  return (event) => event.text(field);
}
