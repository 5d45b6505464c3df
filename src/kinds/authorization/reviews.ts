import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { SelfSubjectRulesReview } from '../../../schemas/authorization/v1/self-subject-rules-review.ts';
import {
  LocalSubjectAccessReview,
  SelfSubjectAccessReview,
  type SelfSubjectAccessReviewSpec,
  SubjectAccessReview,
  type SubjectAccessReviewSpec,
  type SubjectAccessReviewStatus,
} from '../../../schemas/authorization/v1/subject-access-review.ts';
import type { FieldError } from '../../apimachinery/field-error.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { selectorErrors } from '../../apimachinery/selector-attributes.ts';
import { badRequest, invalidObject } from '../../apimachinery/status-error.ts';
import type { AuthorizationAttributes, Authorizer } from '../../auth/authorization/authorizer.ts';
import { reviewResource } from '../../registry/definition/review-resource.ts';
import {
  validateAccessSpec,
  validateLocalAccess,
  validateReviewMetadata,
  validateSelfAccessSpec,
} from './validation.ts';

const GROUP = 'authorization.k8s.io';
const kindOf = (kind: string): GroupVersionKind => ({ group: GROUP, version: 'v1', kind });

/** Whether someone may do something. */
export const subjectAccessReviews = reviewResource<SubjectAccessReview>({
  kind: kindOf('SubjectAccessReview'),
  resource: 'subjectaccessreviews',
  namespaced: false,
  schema: SubjectAccessReview,
  check: ({ metadata, spec }) => refuse([...validateAccessSpec(spec), ...validateReviewMetadata(metadata, false)]),
  answer: async ({ metadata, spec }, { peers, signal }) => ({
    metadata,
    spec,
    status: await review(peers.authorizer, subjectOf(spec), spec, signal),
  }),
});

/** The same within a namespace, for those who may ask no further. */
export const localSubjectAccessReviews = reviewResource<LocalSubjectAccessReview>({
  kind: kindOf('LocalSubjectAccessReview'),
  resource: 'localsubjectaccessreviews',
  namespaced: true,
  schema: LocalSubjectAccessReview,
  check: ({ metadata, spec }, { namespace = '' }) =>
    refuse([
      ...validateAccessSpec(spec),
      ...validateReviewMetadata(metadata, true),
      ...validateLocalAccess(spec, namespace),
    ]),
  answer: async ({ metadata, spec }, { peers, signal }) => ({
    metadata,
    spec,
    status: await review(peers.authorizer, subjectOf(spec), spec, signal),
  }),
});

/** Whether the one who asks may do something: `kubectl auth can-i`. */
export const selfSubjectAccessReviews = reviewResource<SelfSubjectAccessReview>({
  kind: kindOf('SelfSubjectAccessReview'),
  resource: 'selfsubjectaccessreviews',
  namespaced: false,
  schema: SelfSubjectAccessReview,
  check: ({ metadata, spec }) => refuse([...validateSelfAccessSpec(spec), ...validateReviewMetadata(metadata, false)]),
  answer: async ({ metadata, spec }, { user, peers, signal }) => ({
    metadata,
    spec,
    status: await review(peers.authorizer, user, spec, signal),
  }),
});

/** What the one who asks may do in a namespace: `kubectl auth can-i --list`. */
export const selfSubjectRulesReviews = reviewResource<SelfSubjectRulesReview>({
  kind: kindOf('SelfSubjectRulesReview'),
  resource: 'selfsubjectrulesreviews',
  namespaced: false,
  schema: SelfSubjectRulesReview,
  check({ spec: { namespace = '' } }) {
    if (namespace === '') throw badRequest('no namespace on request');
  },
  async answer({ spec: { namespace = '' } }, { user, peers: { authorizer }, signal }) {
    const { resourceRules, nonResourceRules, incomplete, error } = await authorizer.rulesFor(user, namespace, signal);
    const status = { resourceRules, nonResourceRules, incomplete, ...(error && { evaluationError: error }) };
    // kube-apiserver does not repeat the question.
    return { metadata: {}, spec: {}, status };
  },
});

async function review(
  authorizer: Authorizer,
  user: UserInfo,
  { resourceAttributes: resource, nonResourceAttributes: nonResource = {} }: SelfSubjectAccessReviewSpec,
  signal: AbortSignal | undefined,
): Promise<SubjectAccessReviewStatus> {
  const request: AuthorizationAttributes['request'] =
    resource === undefined ? { nonResource } : { resource: { ...resource, version: resource.version || '*' } };
  const { outcome, reason, error } = await authorizer.authorize({ user, request }, signal);
  const errors = [...(error === undefined ? [] : [error]), ...selectorErrors(resource ?? {})];
  return {
    allowed: outcome === 'Allow',
    ...(outcome === 'Deny' && { denied: true }),
    ...(reason !== '' && { reason }),
    ...(errors.length > 0 && { evaluationError: errors.join('; ') }),
  };
}

function subjectOf({ user, groups, extra, uid }: SubjectAccessReviewSpec): UserInfo {
  return {
    ...(user !== undefined && { username: user }),
    ...(uid !== undefined && { uid }),
    ...(groups !== undefined && { groups }),
    ...(extra !== undefined && { extra }),
  };
}

/** kube-apiserver names no kind when it refuses a review. */
function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalidObject({ group: GROUP, kind: '' }, '', errors);
}
