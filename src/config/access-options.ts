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
}
