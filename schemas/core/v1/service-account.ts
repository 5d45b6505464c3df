import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, coreKind, embedded, explicit, keyedBy, listOf, mergedBy, named, optional } from '../../schema.ts';
import { ObjectReference } from './object-reference.ts';
import { LocalObjectReference } from './references.ts';

const CORE = 'io.k8s.api.core.v1';

/** An identity for what runs in pods. */
export const ServiceAccount = named(
  `${CORE}.ServiceAccount`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    secrets: optional(
      listOf(ObjectReference, keyedBy('name'), mergedBy('name')),
      'Secrets that pods of this account may use; only their names are kept.',
    ),
    imagePullSecrets: optional(
      listOf(LocalObjectReference, ATOMIC),
      'Secrets with which the images of such pods are pulled.',
    ),
    automountServiceAccountToken: explicit(Type.Boolean(), 'Whether such pods get a token of the account.'),
  },
  coreKind('ServiceAccount', 'An identity for what runs in pods.'),
);
export type ServiceAccount = Static<typeof ServiceAccount>;

/** A list of ServiceAccounts. */
export const ServiceAccountList = objectList(
  `${CORE}.ServiceAccountList`,
  ServiceAccount,
  coreKind('ServiceAccountList', 'A list of ServiceAccounts.'),
);
export type ServiceAccountList = Static<typeof ServiceAccountList>;
