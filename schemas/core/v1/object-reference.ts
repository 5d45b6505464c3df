import { type Static, Type } from '@sinclair/typebox';
import { named, optional } from '../../schema.ts';

/** Names an object of any kind, in any namespace, and perhaps a part of it. */
export const ObjectReference = named(
  'io.k8s.api.core.v1.ObjectReference',
  {
    kind: optional(Type.String(), 'Kind of the object.'),
    namespace: optional(Type.String(), 'Namespace of the object.'),
    name: optional(Type.String(), 'Name of the object.'),
    uid: optional(Type.String(), 'Identity of the object.'),
    apiVersion: optional(Type.String(), 'Group and version of the kind.'),
    resourceVersion: optional(Type.String(), 'Version of the object that is meant.'),
    fieldPath: optional(
      Type.String(),
      'The part that is meant, such as `spec.containers{name}`; the whole where absent.',
    ),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ObjectReference = Static<typeof ObjectReference>;
