/** Claims that say who somebody is, and how. */
export interface ClaimMappings {
  readonly username: { readonly claim: string; readonly prefix: string };
  readonly groups: { readonly claim: string; readonly prefix: string } | undefined;
  /** The claim of the uid. */
  readonly uid: string | undefined;
}

/** A provider whose tokens are taken (OpenID Connect Core 1.0). */
export interface OpenIdProvider {
  /** As its tokens name it. */
  readonly issuer: string;
  /** Where the provider describes itself. */
  readonly discoveryUrl: string;
  /** A token has to be for one of these. */
  readonly audiences: readonly string[];
  /** PEM; the machine's own where there is none. */
  readonly certificateAuthority: string | undefined;
  readonly algorithms: readonly string[];
  readonly claims: ClaimMappings;
  /** Claims that have to be there, with these values. */
  readonly requiredClaims: ReadonlyMap<string, string>;
}

/** The algorithms by which providers may sign: those of public keys. */
export const OPENID_ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const;

/** Where a provider describes itself. */
export function discoveryUrlOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}
