import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, explicit, Integer64, listOf, named, optional } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** What must hold of an object for a request to be carried out. */
export const Preconditions = named(`${META}.Preconditions`, {
  uid: explicit(Type.String()),
  resourceVersion: explicit(Type.String()),
});
export type Preconditions = Static<typeof Preconditions>;

/** How an object is to be deleted. */
export const DeleteOptions = named(
  `${META}.DeleteOptions`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    gracePeriodSeconds: explicit(Integer64),
    preconditions: optional(Preconditions),
    orphanDependents: explicit(Type.Boolean()),
    propagationPolicy: explicit(Type.String()),
    dryRun: optional(listOf(Type.String(), ATOMIC)),
    ignoreStoreReadErrorWithClusterBreakingPotential: explicit(Type.Boolean()),
  },
  coreKind('DeleteOptions'),
);
export type DeleteOptions = Static<typeof DeleteOptions>;
