import type { Pod } from '../../schemas/core/v1/pod.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import type { ActionRequest, ActionResource } from './action.ts';
import { authenticationReviews } from './authentication/reviews.ts';
import { authorizationReviews } from './authorization/reviews.ts';
import { bindings } from './core/pods/binding.ts';
import type { Objects } from './objects.ts';

/** What the resources of which nothing is stored need of the server. */
export interface ActionNeeds {
  /** The pods in the namespace of a request. */
  readonly podsOf: (request: ActionRequest) => Objects<Pod>;
  readonly tokens: TokenAuthenticator;
  readonly authorizer: Authorizer;
}

/** The resources of which nothing is stored. Nothing is asked of what they need before the first request. */
export function actionResources({ podsOf, tokens, authorizer }: ActionNeeds): readonly ActionResource[] {
  return [bindings(podsOf), ...authenticationReviews(tokens), ...authorizationReviews(authorizer)];
}
