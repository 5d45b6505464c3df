import type { VerifyingKey } from './signing-keys.ts';

/** What an issuer tells those who verify its tokens, as JSON (OpenID Connect Discovery 1.0, section 3; RFC 7517). */
export interface IssuerDocuments {
  readonly configuration: string;
  readonly keys: string;
}

/** The documents of the issuer of service account tokens; undefined where its name is no URL with the scheme https. */
export function issuerDocuments(
  issuer: string,
  jwksUri: string | undefined,
  keys: readonly VerifyingKey[],
): IssuerDocuments | undefined {
  if (!isDiscoverable(issuer)) return undefined;
  return {
    configuration: JSON.stringify({
      issuer,
      jwks_uri: jwksUri ?? `${issuer.replace(/\/$/, '')}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [...new Set(keys.map(({ algorithm }) => algorithm))].sort(),
    }),
    keys: JSON.stringify({
      keys: keys.map(({ id, algorithm, key }) => ({
        use: 'sig',
        ...key.export({ format: 'jwk' }),
        kid: id,
        alg: algorithm,
      })),
    }),
  };
}

function isDiscoverable(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, search, hash } = new URL(issuer);
  return protocol === 'https:' && search === '' && hash === '';
}
