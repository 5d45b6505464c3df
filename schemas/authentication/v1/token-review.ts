import { type Static, Type } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, named, optional, required, requiredNonZero } from '../../schema.ts';
import { UserInfo } from './user-info.ts';

const AUTHENTICATION = 'io.k8s.api.authentication.v1';

/** The token in question. */
export const TokenReviewSpec = named(`${AUTHENTICATION}.TokenReviewSpec`, {
  token: requiredNonZero(Type.String(), 'The token.'),
  audiences: optional(
    listOf(Type.String(), ATOMIC),
    'For whom the token should be; for the API server where there are none.',
  ),
});
export type TokenReviewSpec = Static<typeof TokenReviewSpec>;

/** Whose token it is. */
export const TokenReviewStatus = named(`${AUTHENTICATION}.TokenReviewStatus`, {
  authenticated: optional(Type.Boolean(), 'Whether the token is one of a known user.'),
  user: embedded(UserInfo, 'The user.'),
  audiences: optional(listOf(Type.String(), ATOMIC), 'Those of the audiences asked about for whom the token is.'),
  error: optional(Type.String(), 'Why the token could not be checked.'),
});
export type TokenReviewStatus = Static<typeof TokenReviewStatus>;

/** Asks whose token it is. */
export const TokenReview = named(
  `${AUTHENTICATION}.TokenReview`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: required(TokenReviewSpec, 'The token in question.'),
    status: embedded(TokenReviewStatus, 'The answer, filled in by the server.'),
  },
  kindOf('authentication.k8s.io', 'TokenReview', 'Asks whose token it is.'),
);
export type TokenReview = Static<typeof TokenReview>;
