import type { Static } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, kindOf, named } from '../../schema.ts';
import { UserInfo } from './user-info.ts';

const AUTHENTICATION = 'io.k8s.api.authentication.v1';

/** Who made a request. */
export const SelfSubjectReviewStatus = named(`${AUTHENTICATION}.SelfSubjectReviewStatus`, {
  userInfo: embedded(UserInfo, 'Who made the request.'),
});
export type SelfSubjectReviewStatus = Static<typeof SelfSubjectReviewStatus>;

/** Asks who is asking. */
export const SelfSubjectReview = named(
  `${AUTHENTICATION}.SelfSubjectReview`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    status: embedded(SelfSubjectReviewStatus, 'The answer, filled in by the server.'),
  },
  kindOf('authentication.k8s.io', 'SelfSubjectReview', 'Asks who is asking.'),
);
export type SelfSubjectReview = Static<typeof SelfSubjectReview>;
