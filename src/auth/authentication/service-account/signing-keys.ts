import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';

/** A public key by which tokens are verified. */
export interface VerifyingKey {
  /** Derived from the key, as kube-apiserver does, so that a token tells which of several signed it. */
  readonly id: string;
  readonly algorithm: string;
  readonly key: KeyObject;
}

/** A private key by which tokens are signed. */
export type SigningKey = VerifyingKey;

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g;

/** The keys of a PEM file: public keys, certificates, or the public halves of private keys. @throws Error */
export function verifyingKeysOf(text: string): readonly VerifyingKey[] {
  const keys = [...text.matchAll(PEM)].flatMap(([pem, label]) => {
    if (label === 'EC PARAMETERS') return [];
    if (label === 'CERTIFICATE') return [describe(new X509Certificate(pem).publicKey, undefined)];
    return [describe(createPublicKey(pem), undefined)];
  });
  if (keys.length === 0) throw new Error('holds no key in PEM');
  return keys;
}

/** The private key of a PEM file. @throws Error */
export function signingKeyOf(text: string): SigningKey {
  // OpenSSL writes the name of a curve before the key.
  const pem = [...text.matchAll(PEM)].find(([, label]) => label?.endsWith('PRIVATE KEY'))?.[0];
  if (pem === undefined) throw new Error('holds no private key in PEM');
  const key = createPrivateKey(pem);
  return describe(createPublicKey(key), key);
}

/** A key of a server that was given none: what it signs ends with it. */
export function madeSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return describe(publicKey, privateKey);
}

/** The public half of a signing key. */
export function verifyingKeyOf({ id, algorithm, key }: SigningKey): VerifyingKey {
  return { id, algorithm, key: createPublicKey(key) };
}

function describe(publicKey: KeyObject, key: KeyObject = publicKey): VerifyingKey {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { id: createHash('sha256').update(der).digest('base64url'), algorithm: algorithmOf(publicKey), key };
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'rsa') return 'RS256';
  const algorithm = type === 'ec' ? CURVES[details?.namedCurve ?? ''] : undefined;
  if (algorithm === undefined)
    throw new Error('has a key that is neither RSA nor of the curves P-256, P-384 and P-521');
  return algorithm;
}
