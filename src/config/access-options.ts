import type { OPENID_ALGORITHMS } from '../auth/authentication/openid/openid-provider.ts';

/** The ways of deciding who may do what, by kube-apiserver's names. */
export const AUTHORIZATION_MODES = ['Node', 'RBAC', 'Webhook', 'AlwaysAllow', 'AlwaysDeny'] as const;
/** A way of deciding who may do what. */
export type AuthorizationMode = (typeof AUTHORIZATION_MODES)[number];

/** How a provider of OpenID Connect may sign. */
export type OpenIdAlgorithm = (typeof OPENID_ALGORITHMS)[number];

/**
 * Who may use a server, and for what; each as kube-apiserver's flag of the same name. Where none of them is set, nobody is asked who
 * they are, and everybody may do everything.
 */
export interface AccessOptions {
  /** Who decides whether someone may do something; the first that has an opinion does. Default AlwaysAllow. */
  readonly authorizationMode?: readonly AuthorizationMode[] | undefined;
  /** A kubeconfig of the webhook of the mode Webhook. */
  readonly authorizationWebhookConfigFile?: string | undefined;
  /** The version of the SubjectAccessReviews that it is sent. Default v1beta1, as kube-apiserver's. */
  readonly authorizationWebhookVersion?: 'v1' | 'v1beta1' | undefined;
  /** For how many milliseconds its permissions are remembered. Default 5 minutes. */
  readonly authorizationWebhookCacheAuthorizedTtlMs?: number | undefined;
  /** The same of its other answers. Default 30 seconds. */
  readonly authorizationWebhookCacheUnauthorizedTtlMs?: number | undefined;
  /**
   * Whether those who do not say who they are may ask, as `system:anonymous`. Default true, but false where the mode AlwaysAllow
   * would let them do everything.
   */
  readonly anonymousAuth?: boolean | undefined;
  /** A file of PEM with the authorities whose certificates tell who clients are: by their common name and organizations. */
  readonly clientCAFile?: string | undefined;
  /** A file of PEM with the authorities of proxies that say in headers who asks. */
  readonly requestheaderClientCAFile?: string | undefined;
  /** The common names that proxies' certificates have to have one of; any where none is given. */
  readonly requestheaderAllowedNames?: readonly string[] | undefined;
  /** The headers in which proxies name the user, such as X-Remote-User; the first that says something counts. */
  readonly requestheaderUsernameHeaders?: readonly string[] | undefined;
  /** The headers in which proxies tell the user's uid. */
  readonly requestheaderUidHeaders?: readonly string[] | undefined;
  /** The headers in which proxies name the user's groups. */
  readonly requestheaderGroupHeaders?: readonly string[] | undefined;
  /** How the headers begin in which proxies tell more of the user. */
  readonly requestheaderExtraHeadersPrefix?: readonly string[] | undefined;
  /** A file of lines `token,user,uid,"group1,group2"`: whoever shows the token is that user. */
  readonly tokenAuthFile?: string | undefined;
  /**
   * Files of PEM with public keys, or the private keys to them, by which tokens of service accounts are verified. Default the public
   * half of the signing key.
   */
  readonly serviceAccountKeyFile?: readonly string[] | undefined;
  /** A file of PEM with the private key that signs tokens of service accounts. Default a key that is made at start, and ends with it. */
  readonly serviceAccountSigningKeyFile?: string | undefined;
  /** Who issues tokens of service accounts: the first names itself in new ones, all are taken. Default https://kubernetes.default.svc. */
  readonly serviceAccountIssuer?: readonly string[] | undefined;
  /** Where the keys of the issuer are, in the document that describes it. Default `/openid/v1/jwks` below the issuer. */
  readonly serviceAccountJwksUri?: string | undefined;
  /** How many milliseconds a token of a service account may last: an hour at least; 0 for any time. Default 0. */
  readonly serviceAccountMaxTokenExpirationMs?: number | undefined;
  /** Whether tokens of pods that ask for 3607 seconds, as kubelets do, last a year. Default true. */
  readonly serviceAccountExtendTokenExpiration?: boolean | undefined;
  /** Names of this server: a token has to be for one of them. Default the issuers. */
  readonly apiAudiences?: readonly string[] | undefined;
  /** A file with an AuthenticationConfiguration: providers of OpenID Connect, and who may be anonymous. In place of the `oidc` options. */
  readonly authenticationConfig?: string | undefined;
  /** The issuer of a provider of OpenID Connect whose tokens are taken: a URL with the scheme https. */
  readonly oidcIssuerUrl?: string | undefined;
  /** For whom the provider's tokens have to be. */
  readonly oidcClientId?: string | undefined;
  /** A file of PEM with the authorities of the provider's own certificate. Default the public ones. */
  readonly oidcCaFile?: string | undefined;
  /** The claim that is the user. Default `sub`. */
  readonly oidcUsernameClaim?: string | undefined;
  /** What stands before the user, `-` for nothing. Default the issuer and `#`, nothing where the claim is `email`. */
  readonly oidcUsernamePrefix?: string | undefined;
  /** The claim with the groups. Default none. */
  readonly oidcGroupsClaim?: string | undefined;
  /** What stands before groups. */
  readonly oidcGroupsPrefix?: string | undefined;
  /** How the provider may sign. Default RS256. */
  readonly oidcSigningAlgs?: readonly OpenIdAlgorithm[] | undefined;
  /** Claims that have to be there: `name=value`. */
  readonly oidcRequiredClaim?: readonly string[] | undefined;
  /** A kubeconfig of a webhook that says whose tokens are. */
  readonly authenticationTokenWebhookConfigFile?: string | undefined;
  /** How long what it says is remembered, in milliseconds. Default 120,000. */
  readonly authenticationTokenWebhookCacheTtlMs?: number | undefined;
  /** The version of the TokenReviews that it is sent. Default v1beta1, kube-apiserver's. */
  readonly authenticationTokenWebhookVersion?: 'v1' | 'v1beta1' | undefined;
}
