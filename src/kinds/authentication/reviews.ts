import { SelfSubjectReview } from '../../../schemas/authentication/v1/self-subject-review.ts';
import { TokenReview, type TokenReviewStatus } from '../../../schemas/authentication/v1/token-review.ts';
import { badRequest } from '../../apimachinery/status-error.ts';
import { timestamp } from '../../apimachinery/timestamp.ts';
import type { TokenAuthenticator } from '../../auth/authentication/token-authenticator.ts';
import { reviewResource } from '../../registry/definition/review-resource.ts';

/** Who is asking: `kubectl auth whoami`. */
export const selfSubjectReviews = reviewResource<SelfSubjectReview>({
  kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'SelfSubjectReview' },
  resource: 'selfsubjectreviews',
  namespaced: false,
  schema: SelfSubjectReview,
  answer: async (_, { user, now }) => ({
    metadata: { creationTimestamp: timestamp(now()) },
    status: { userInfo: user },
  }),
});

/** Whose a token is. */
export const tokenReviews = reviewResource<TokenReview>({
  kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenReview' },
  resource: 'tokenreviews',
  namespaced: false,
  schema: TokenReview,
  check({ spec }) {
    if (spec.token === '') throw badRequest('token is required for TokenReview in authentication');
  },
  async answer({ metadata, spec }, { peers: { tokens }, signal }) {
    const { token, audiences = [] } = spec;
    return { metadata, spec, status: await statusOf(() => tokens.authenticate(token, audiences, signal)) };
  },
});

async function statusOf(
  authenticate: () => ReturnType<TokenAuthenticator['authenticate']>,
): Promise<TokenReviewStatus> {
  try {
    const found = await authenticate();
    if (found === undefined) return { user: {} };
    const audiences = found.audiences.length > 0 && { audiences: [...found.audiences] };
    return { authenticated: true, user: found.user, ...audiences };
  } catch (error) {
    return { user: {}, error: error instanceof Error ? error.message : String(error) };
  }
}
