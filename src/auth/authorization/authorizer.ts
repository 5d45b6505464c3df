import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { NonResourceAttributes, ResourceAttributes } from '../../../schemas/authorization/v1/attributes.ts';
import type { NonResourceRule, ResourceRule } from '../../../schemas/authorization/v1/self-subject-rules-review.ts';

/** Someone and what they want to do: with a resource, or with a path that is none. */
export interface AuthorizationAttributes {
  readonly user: UserInfo;
  readonly request:
    | { readonly resource: ResourceAttributes; readonly nonResource?: never }
    | { readonly nonResource: NonResourceAttributes; readonly resource?: never };
}

/** What an authorizer thinks of a request. */
export interface Decision {
  /** `NoOpinion` is no permission, but lets another authorizer speak. */
  readonly outcome: 'Allow' | 'Deny' | 'NoOpinion';
  /** Why, for people to read; may be empty. */
  readonly reason: string;
  /** What went wrong while finding out; the outcome may hold all the same. */
  readonly error?: string;
}

/** All that someone may do in a namespace, as far as it can be listed. */
export interface Rules {
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly NonResourceRule[];
  /** Whether there may be more. */
  readonly incomplete: boolean;
  /** Why there may be more. */
  readonly error?: string;
}

/** Decides who may do what. */
export interface Authorizer {
  /** Decides about one request; at once where it can. */
  authorize(attributes: AuthorizationAttributes, signal: AbortSignal | undefined): Decision | Promise<Decision>;
  /** All that someone may do in a namespace. */
  rulesFor(user: UserInfo, namespace: string, signal: AbortSignal | undefined): Promise<Rules>;
}
