import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, explicit, Integer64, listOf, named, optional } from '../../schema.ts';
import { typeMeta } from './type-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** What must hold of an object for a request to be carried out. */
export const Preconditions = named(`${META}.Preconditions`, {
  uid: explicit(Type.String(), 'UID that the object must have.'),
  resourceVersion: explicit(Type.String(), 'Version that the object must be in.'),
});
export type Preconditions = Static<typeof Preconditions>;

/** How an object is to be deleted. */
export const DeleteOptions = named(
  `${META}.DeleteOptions`,
  {
    ...typeMeta,
    gracePeriodSeconds: explicit(
      Integer64,
      'Seconds before the object is deleted; 0 is at once, absent is the default of its kind.',
    ),
    preconditions: optional(Preconditions, 'What must hold of the object, or the answer is 409 Conflict.'),
    orphanDependents: explicit(
      Type.Boolean(),
      'Whether objects that belong to this one stay; deprecated in favour of propagationPolicy.',
    ),
    propagationPolicy: explicit(
      Type.String(),
      'What becomes of the objects that belong to this one: `Orphan`, `Background` or `Foreground`.',
    ),
    dryRun: optional(listOf(Type.String(), ATOMIC), '`All` to go through the request without changing anything.'),
    ignoreStoreReadErrorWithClusterBreakingPotential: explicit(
      Type.Boolean(),
      'Whether an object that can no longer be read from the store is deleted all the same, without its finalizers.',
    ),
  },
  coreKind('DeleteOptions', 'How an object is to be deleted.'),
);
export type DeleteOptions = Static<typeof DeleteOptions>;
