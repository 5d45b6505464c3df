import { type Static, Type } from '@sinclair/typebox';
import { FieldSelectorRequirement } from '../../meta/v1/field-selector-requirement.ts';
import { LabelSelectorRequirement } from '../../meta/v1/label-selector.ts';
import { ATOMIC, listOf, named, optional } from '../../schema.ts';

const AUTHORIZATION = 'io.k8s.api.authorization.v1';

/** To which objects a request limits itself, by fields. */
export const FieldSelectorAttributes = named(`${AUTHORIZATION}.FieldSelectorAttributes`, {
  rawSelector: optional(Type.String(), 'The selector as a query has it.'),
  requirements: optional(listOf(FieldSelectorRequirement, ATOMIC), 'The selector in parts.'),
});
export type FieldSelectorAttributes = Static<typeof FieldSelectorAttributes>;

/** To which objects a request limits itself, by labels. */
export const LabelSelectorAttributes = named(`${AUTHORIZATION}.LabelSelectorAttributes`, {
  rawSelector: optional(Type.String(), 'The selector as a query has it.'),
  requirements: optional(listOf(LabelSelectorRequirement, ATOMIC), 'The selector in parts.'),
});
export type LabelSelectorAttributes = Static<typeof LabelSelectorAttributes>;

/** A request for a resource. */
export const ResourceAttributes = named(`${AUTHORIZATION}.ResourceAttributes`, {
  namespace: optional(Type.String(), 'The namespace; empty for all of them, and for what is in none.'),
  verb: optional(Type.String(), 'What is to be done, such as `get`; `*` is everything.'),
  group: optional(Type.String(), 'API group of the resource; `*` is all of them.'),
  version: optional(Type.String(), 'API version of the resource; `*` is all of them.'),
  resource: optional(Type.String(), 'The resource; `*` is all of them.'),
  subresource: optional(Type.String(), 'The subresource.'),
  name: optional(Type.String(), 'Name of the object; empty for all of them.'),
  fieldSelector: optional(FieldSelectorAttributes, 'To which objects the request limits itself, by fields.'),
  labelSelector: optional(LabelSelectorAttributes, 'To which objects the request limits itself, by labels.'),
});
export type ResourceAttributes = Static<typeof ResourceAttributes>;

/** A request for a path that is no resource. */
export const NonResourceAttributes = named(`${AUTHORIZATION}.NonResourceAttributes`, {
  path: optional(Type.String(), 'The path.'),
  verb: optional(Type.String(), 'The HTTP method, in lower case.'),
});
export type NonResourceAttributes = Static<typeof NonResourceAttributes>;
