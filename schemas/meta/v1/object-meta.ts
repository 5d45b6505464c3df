import { type Static, Type } from '@sinclair/typebox';
import {
  ATOMIC,
  explicit,
  Integer64,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  omitZero,
  optional,
  SET,
} from '../../schema.ts';
import { ManagedFieldsEntry } from './managed-fields.ts';
import { OwnerReference } from './owner-reference.ts';
import { Time } from './scalars.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** The metadata of every stored object. */
export const ObjectMeta = named(`${META}.ObjectMeta`, {
  name: optional(Type.String()),
  generateName: optional(Type.String()),
  namespace: optional(Type.String()),
  selfLink: optional(Type.String()),
  uid: optional(Type.String()),
  resourceVersion: optional(Type.String()),
  generation: optional(Integer64),
  creationTimestamp: omitZero(Time),
  deletionTimestamp: optional(Time),
  deletionGracePeriodSeconds: explicit(Integer64),
  labels: optional(mapOf(Type.String())),
  annotations: optional(mapOf(Type.String())),
  ownerReferences: optional(listOf(OwnerReference, keyedBy('uid'), mergedBy('uid'))),
  finalizers: optional(listOf(Type.String(), SET, mergedBy())),
  managedFields: optional(listOf(ManagedFieldsEntry, ATOMIC)),
});
export type ObjectMeta = Static<typeof ObjectMeta>;
