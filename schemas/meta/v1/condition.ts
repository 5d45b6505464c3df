import { type Static, Type } from '@sinclair/typebox';
import { Integer64, named, optional, required, requiredNonZero } from '../../schema.ts';
import { NullableTime } from './scalars.ts';

/** One observation about an object, in the form that kinds have in common. */
export const Condition = named('io.k8s.apimachinery.pkg.apis.meta.v1.Condition', {
  type: required(Type.String(), 'What the condition is about.'),
  status: required(Type.String(), '`True`, `False` or `Unknown`.'),
  observedGeneration: optional(Integer64, 'The generation of the object that was looked at.'),
  lastTransitionTime: requiredNonZero(NullableTime, 'When the status last changed.'),
  reason: required(Type.String(), 'Why it last changed, in one CamelCase word.'),
  message: required(Type.String(), 'Why it last changed, for people to read.'),
});
export type Condition = Static<typeof Condition>;
