/** What a token says of an object. */
export interface ClaimedObject {
  readonly name: string;
  readonly uid?: string | undefined;
}

/** Whose a token is, and with what it ends. */
export interface ServiceAccountClaims {
  readonly namespace: string;
  readonly account: ClaimedObject;
  readonly pod?: ClaimedObject | undefined;
  readonly secret?: ClaimedObject | undefined;
  readonly node?: ClaimedObject | undefined;
}

/** What a token of a service account holds, as kube-apiserver writes it. */
export interface TokenPayload {
  readonly aud: string[];
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly 'kubernetes.io': {
    readonly namespace: string;
    readonly node?: ClaimedObject;
    readonly pod?: ClaimedObject;
    readonly secret?: ClaimedObject;
    readonly serviceaccount: ClaimedObject;
    /** When a token that lasts longer than was asked for should have been replaced, in seconds. */
    readonly warnafter?: number;
  };
  readonly nbf: number;
  readonly sub: string;
}

/** The user name of a service account. */
export function accountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
