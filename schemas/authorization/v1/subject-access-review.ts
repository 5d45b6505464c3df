import { type Static, Type } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, mapOf, named, optional, required } from '../../schema.ts';
import { NonResourceAttributes, ResourceAttributes } from './attributes.ts';

const AUTHORIZATION = 'io.k8s.api.authorization.v1';
const GROUP = 'authorization.k8s.io';

const request = {
  resourceAttributes: optional(ResourceAttributes, 'The request, if it is for a resource.'),
  nonResourceAttributes: optional(NonResourceAttributes, 'The request, if it is for any other path.'),
};

/** Someone and a request. */
export const SubjectAccessReviewSpec = named(`${AUTHORIZATION}.SubjectAccessReviewSpec`, {
  ...request,
  user: optional(Type.String(), 'Name of the user.'),
  groups: optional(listOf(Type.String(), ATOMIC), 'Groups of the user.'),
  extra: optional(mapOf(listOf(Type.String())), 'What else an authenticator has to say of the user.'),
  uid: optional(Type.String(), 'The uid of the user.'),
});
export type SubjectAccessReviewSpec = Static<typeof SubjectAccessReviewSpec>;

/** Whether a request is allowed. */
export const SubjectAccessReviewStatus = named(`${AUTHORIZATION}.SubjectAccessReviewStatus`, {
  allowed: required(Type.Boolean(), 'Whether the request is allowed.'),
  denied: optional(Type.Boolean(), 'Whether it is refused for good, whatever other authorizers say.'),
  reason: optional(Type.String(), 'Why it is allowed or refused.'),
  evaluationError: optional(Type.String(), 'What went wrong while finding out; the answer may hold all the same.'),
});
export type SubjectAccessReviewStatus = Static<typeof SubjectAccessReviewStatus>;

const metadata = embedded(ObjectMeta, 'Name, labels and all else that objects have in common.');
const status = embedded(SubjectAccessReviewStatus, 'The answer, filled in by the server.');

/** Asks whether someone may make a request. */
export const SubjectAccessReview = named(
  `${AUTHORIZATION}.SubjectAccessReview`,
  { ...typeMeta, metadata, spec: required(SubjectAccessReviewSpec, 'Someone and a request.'), status },
  kindOf(GROUP, 'SubjectAccessReview', 'Asks whether someone may make a request.'),
);
export type SubjectAccessReview = Static<typeof SubjectAccessReview>;

/** Asks whether someone may make a request in one namespace. */
export const LocalSubjectAccessReview = named(
  `${AUTHORIZATION}.LocalSubjectAccessReview`,
  {
    ...typeMeta,
    metadata,
    spec: required(SubjectAccessReviewSpec, 'Someone and a request for a resource in that namespace.'),
    status,
  },
  kindOf(GROUP, 'LocalSubjectAccessReview', 'Asks whether someone may make a request in one namespace.'),
);
export type LocalSubjectAccessReview = Static<typeof LocalSubjectAccessReview>;

/** A request. */
export const SelfSubjectAccessReviewSpec = named(`${AUTHORIZATION}.SelfSubjectAccessReviewSpec`, request);
export type SelfSubjectAccessReviewSpec = Static<typeof SelfSubjectAccessReviewSpec>;

/** Asks whether the one who asks may make a request. */
export const SelfSubjectAccessReview = named(
  `${AUTHORIZATION}.SelfSubjectAccessReview`,
  { ...typeMeta, metadata, spec: required(SelfSubjectAccessReviewSpec, 'A request.'), status },
  kindOf(GROUP, 'SelfSubjectAccessReview', 'Asks whether the one who asks may make a request.'),
);
export type SelfSubjectAccessReview = Static<typeof SelfSubjectAccessReview>;
