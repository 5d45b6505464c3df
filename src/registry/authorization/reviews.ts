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
import { badRequest, invalidObject } from '../../apimachinery/status-error.ts';
import type { AuthorizationAttributes, Authorizer } from '../../auth/authorization/authorizer.ts';
import type { ActionResource } from '../action.ts';
import { reviewResource } from '../review-resource.ts';
import {
  validateAccessSpec,
  validateLocalAccess,
  validateReviewMetadata,
  validateSelfAccessSpec,
} from './validation.ts';

const GROUP = 'authorization.k8s.io';
const kindOf = (kind: string): GroupVersionKind => ({ group: GROUP, version: 'v1', kind });

/** The reviews of the group authorization.k8s.io: `kubectl auth can-i` asks them. */
export function authorizationReviews(authorizer: Authorizer): ActionResource[] {
  return [
    reviewResource<SubjectAccessReview>({
      kind: kindOf('SubjectAccessReview'),
      resource: 'subjectaccessreviews',
      namespaced: false,
      schema: SubjectAccessReview,
      async answer({ metadata, spec }, { signal }) {
        refuse([...validateAccessSpec(spec), ...validateReviewMetadata(metadata, false)]);
        return { metadata, spec, status: await review(authorizer, subjectOf(spec), spec, signal) };
      },
    }),
    reviewResource<LocalSubjectAccessReview>({
      kind: kindOf('LocalSubjectAccessReview'),
      resource: 'localsubjectaccessreviews',
      namespaced: true,
      schema: LocalSubjectAccessReview,
      async answer({ metadata, spec }, { namespace = '', signal }) {
        refuse([
          ...validateAccessSpec(spec),
          ...validateReviewMetadata(metadata, true),
          ...validateLocalAccess(spec, namespace),
        ]);
        return { metadata, spec, status: await review(authorizer, subjectOf(spec), spec, signal) };
      },
    }),
    reviewResource<SelfSubjectAccessReview>({
      kind: kindOf('SelfSubjectAccessReview'),
      resource: 'selfsubjectaccessreviews',
      namespaced: false,
      schema: SelfSubjectAccessReview,
      async answer({ metadata, spec }, { user, signal }) {
        refuse([...validateSelfAccessSpec(spec), ...validateReviewMetadata(metadata, false)]);
        return { metadata, spec, status: await review(authorizer, user, spec, signal) };
      },
    }),
    selfSubjectRulesReviews(authorizer),
  ];
}

function selfSubjectRulesReviews(authorizer: Authorizer): ActionResource {
  return reviewResource<SelfSubjectRulesReview>({
    kind: kindOf('SelfSubjectRulesReview'),
    resource: 'selfsubjectrulesreviews',
    namespaced: false,
    schema: SelfSubjectRulesReview,
    async answer({ spec: { namespace = '' } }, { user, signal }) {
      if (namespace === '') throw badRequest('no namespace on request');
      const { resourceRules, nonResourceRules, incomplete, error } = await authorizer.rulesFor(user, namespace, signal);
      const status = { resourceRules, nonResourceRules, incomplete, ...(error && { evaluationError: error }) };
      // kube-apiserver does not repeat the question.
      return { metadata: {}, spec: {}, status };
    },
  });
}

async function review(
  authorizer: Authorizer,
  user: UserInfo,
  { resourceAttributes: resource, nonResourceAttributes: nonResource = {} }: SelfSubjectAccessReviewSpec,
  signal: AbortSignal | undefined,
): Promise<SubjectAccessReviewStatus> {
  const request: AuthorizationAttributes['request'] = resource === undefined ? { nonResource } : { resource };
  const { outcome, reason, error = '' } = await authorizer.authorize({ user, request }, signal);
  return {
    allowed: outcome === 'Allow',
    ...(outcome === 'Deny' && { denied: true }),
    ...(reason !== '' && { reason }),
    ...(error !== '' && { evaluationError: error }),
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
