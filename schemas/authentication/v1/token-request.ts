import { type Static, Type } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { NullableTime } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, explicit, Integer64, kindOf, listOf, named, optional } from '../../schema.ts';

const AUTHENTICATION = 'io.k8s.api.authentication.v1';

/** Names the object that a token is bound to. */
export const BoundObjectReference = named(`${AUTHENTICATION}.BoundObjectReference`, {
  kind: optional(Type.String(), 'Kind of the object: `Pod`, `Node` or `Secret`.'),
  apiVersion: optional(Type.String(), 'Group and version of the kind.'),
  name: optional(Type.String(), 'Name of the object.'),
  uid: optional(Type.String(), 'Identity of the object.'),
});
export type BoundObjectReference = Static<typeof BoundObjectReference>;

/** What a token is to be. */
export const TokenRequestSpec = named(`${AUTHENTICATION}.TokenRequestSpec`, {
  audiences: optional(listOf(Type.String(), ATOMIC), 'For whom the token is; the server itself where none is named.'),
  expirationSeconds: explicit(Integer64, 'How long the token is to be valid; an hour where absent.'),
  boundObjectRef: optional(BoundObjectReference, 'The object with which the token ends.'),
});
export type TokenRequestSpec = Static<typeof TokenRequestSpec>;

/** The token. */
export const TokenRequestStatus = named(`${AUTHENTICATION}.TokenRequestStatus`, {
  token: embedded(Type.String(), 'The token.', { default: '' }),
  expirationTimestamp: embedded(NullableTime, 'When the token ends.'),
});
export type TokenRequestStatus = Static<typeof TokenRequestStatus>;

/** Asks for a token of a service account. */
export const TokenRequest = named(
  `${AUTHENTICATION}.TokenRequest`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(TokenRequestSpec, 'What the token is to be.'),
    status: embedded(TokenRequestStatus, 'The token.'),
  },
  kindOf('authentication.k8s.io', 'TokenRequest', 'Asks for a token of a service account.'),
);
export type TokenRequest = Static<typeof TokenRequest>;
