import { SelfSubjectReview } from '../../../schemas/authentication/v1/self-subject-review.ts';
import { TokenReview, type TokenReviewStatus } from '../../../schemas/authentication/v1/token-review.ts';
import { badRequest } from '../../apimachinery/status-error.ts';
import type { TokenAuthenticator } from '../../auth/authentication/token-authenticator.ts';
import type { ActionResource } from '../action.ts';
import { reviewResource } from '../review-resource.ts';
import { timestamp } from '../timestamp.ts';

/** The reviews of the group authentication.k8s.io. */
export function authenticationReviews(tokens: TokenAuthenticator): ActionResource[] {
  return [selfSubjectReviews(), tokenReviews(tokens)];
}

/** Who is asking: `kubectl auth whoami`. */
function selfSubjectReviews(): ActionResource {
  return reviewResource<SelfSubjectReview>({
    kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'SelfSubjectReview' },
    resource: 'selfsubjectreviews',
    namespaced: false,
    schema: SelfSubjectReview,
    answer: async (_, { user, now }) => ({
      metadata: { creationTimestamp: timestamp(now()) },
      status: { userInfo: user },
    }),
  });
}

function tokenReviews(tokens: TokenAuthenticator): ActionResource {
  return reviewResource<TokenReview>({
    kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenReview' },
    resource: 'tokenreviews',
    namespaced: false,
    schema: TokenReview,
    async answer({ metadata, spec }, { signal }) {
      const { token, audiences = [] } = spec;
      if (token === '') throw badRequest('token is required for TokenReview in authentication');
      const found = await tokens.authenticate(token, audiences, signal);
      const status: TokenReviewStatus =
        found === undefined
          ? { user: {} }
          : {
              authenticated: true,
              user: found.user,
              ...(found.audiences.length > 0 && { audiences: [...found.audiences] }),
            };
      return { metadata, spec, status };
    },
  });
}
