import { type Static, Type } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, named, optional, required } from '../../schema.ts';

const AUTHORIZATION = 'io.k8s.api.authorization.v1';

/** The namespace in question. */
export const SelfSubjectRulesReviewSpec = named(`${AUTHORIZATION}.SelfSubjectRulesReviewSpec`, {
  namespace: optional(Type.String(), 'The namespace.'),
});
export type SelfSubjectRulesReviewSpec = Static<typeof SelfSubjectRulesReviewSpec>;

/** What may be done with resources. */
export const ResourceRule = named(`${AUTHORIZATION}.ResourceRule`, {
  verbs: required(listOf(Type.String(), ATOMIC), 'What may be done; `*` is everything.'),
  apiGroups: optional(listOf(Type.String(), ATOMIC), 'Groups of the resources; `*` is all of them.'),
  resources: optional(listOf(Type.String(), ATOMIC), 'The resources; `*` is all of them.'),
  resourceNames: optional(listOf(Type.String(), ATOMIC), 'Names of the objects; any where there are none.'),
});
export type ResourceRule = Static<typeof ResourceRule>;

/** What may be done with paths that are no resources. */
export const NonResourceRule = named(`${AUTHORIZATION}.NonResourceRule`, {
  verbs: required(listOf(Type.String(), ATOMIC), 'The HTTP methods, in lower case; `*` is all of them.'),
  nonResourceURLs: optional(listOf(Type.String(), ATOMIC), 'The paths; `*` may be the last step.'),
});
export type NonResourceRule = Static<typeof NonResourceRule>;

/** All that someone may do in a namespace. */
export const SubjectRulesReviewStatus = named(`${AUTHORIZATION}.SubjectRulesReviewStatus`, {
  resourceRules: required(listOf(ResourceRule, ATOMIC), 'What may be done with resources.'),
  nonResourceRules: required(listOf(NonResourceRule, ATOMIC), 'What may be done with other paths.'),
  incomplete: required(Type.Boolean(), 'Whether there may be more that is allowed.'),
  evaluationError: optional(Type.String(), 'Why the lists may be incomplete.'),
});
export type SubjectRulesReviewStatus = Static<typeof SubjectRulesReviewStatus>;

/** Asks for all that the one who asks may do in a namespace. */
export const SelfSubjectRulesReview = named(
  `${AUTHORIZATION}.SelfSubjectRulesReview`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: required(SelfSubjectRulesReviewSpec, 'The namespace in question.'),
    status: embedded(SubjectRulesReviewStatus, 'The answer, filled in by the server.'),
  },
  kindOf('authorization.k8s.io', 'SelfSubjectRulesReview', 'Asks for all that the one who asks may do in a namespace.'),
);
export type SelfSubjectRulesReview = Static<typeof SelfSubjectRulesReview>;
