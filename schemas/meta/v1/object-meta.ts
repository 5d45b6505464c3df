import { type Static, Type } from '@sinclair/typebox';
import {
  ATOMIC,
  explicit,
  Integer64,
  keptEmpty,
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
  name: optional(
    Type.String(),
    'Name of the object, unique among those of its kind in the namespace; it never changes.',
  ),
  generateName: optional(Type.String(), 'Prefix from which the server makes a unique name where no name was given.'),
  namespace: optional(Type.String(), 'Namespace that the object lives in; empty for kinds without namespaces.'),
  selfLink: optional(Type.String(), 'Path of the object on the server.'),
  uid: optional(
    Type.String(),
    'Identity that the server gave the object; another object of the same name has another one.',
  ),
  resourceVersion: optional(
    Type.String(),
    'Opaque version of the object; send it back to make a write fail if someone else has written since.',
  ),
  generation: optional(Integer64, 'Counts the changes of the desired state; set by the server.'),
  creationTimestamp: omitZero(Time, 'When the server created the object.'),
  deletionTimestamp: optional(
    Time,
    'When the object is to be gone; set once a graceful deletion was asked for, and only brought forward afterwards.',
  ),
  deletionGracePeriodSeconds: explicit(
    Integer64,
    'Seconds that the object is given to end; set together with deletionTimestamp.',
  ),
  labels: optional(mapOf(Type.String()), 'Keys and values by which objects are grouped and selected.'),
  annotations: optional(
    mapOf(Type.String()),
    'Keys and values that tools keep with the object; nothing selects by them.',
  ),
  ownerReferences: optional(
    listOf(OwnerReference, keyedBy('uid'), mergedBy('uid')),
    'Objects that this one belongs to; it may be deleted once all of them are gone.',
  ),
  finalizers: optional(
    listOf(Type.String(), SET, mergedBy()),
    'Those that have work to do before a deleted object may go; the last one to remove itself lets it go.',
  ),
  managedFields: keptEmpty(
    listOf(ManagedFieldsEntry, ATOMIC),
    'Who owns which fields, as server-side apply keeps track of it; set by the server.',
  ),
});
export type ObjectMeta = Static<typeof ObjectMeta>;
