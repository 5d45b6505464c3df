/** The ways of deciding who may do what, by kube-apiserver's names. */
export const AUTHORIZATION_MODES = ['Node', 'AlwaysAllow', 'AlwaysDeny'] as const;
/** A way of deciding who may do what. */
export type AuthorizationMode = (typeof AUTHORIZATION_MODES)[number];

/**
 * Who may use a server, and for what; each as kube-apiserver's flag of the same name. Where none of them is set, nobody is asked who
 * they are, and everybody may do everything.
 */
export interface AccessOptions {
  /** Who decides whether someone may do something; the first that has an opinion does. Default AlwaysAllow. */
  readonly authorizationMode?: readonly AuthorizationMode[] | undefined;
  /**
   * Whether those who do not say who they are may ask, as `system:anonymous`. Default true, but false where the mode AlwaysAllow
   * would let them do everything.
   */
  readonly anonymousAuth?: boolean | undefined;
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
}
