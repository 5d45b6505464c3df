import type { FieldSet } from './field-set.ts';
import { fieldSetOf } from './field-set-builder.ts';
import { fieldElement } from './path-element.ts';

const SYSTEM_METADATA = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

/** What nobody owns: the fields that say what an object is, and those of its metadata that only the server sets. */
export const SYSTEM_FIELDS: FieldSet = fieldSetOf(
  ...['apiVersion', 'kind', 'metadata'].map((name) => [fieldElement(name)]),
  ...SYSTEM_METADATA.map((name) => [fieldElement('metadata'), fieldElement(name)]),
);
