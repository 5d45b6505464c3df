import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Secret } from '../../../../schemas/core/v1/secret.ts';
import { type PemBlock, pemBlocks } from '../../../apimachinery/pem.ts';

/** Warns of a Secret for TLS whose key does not belong to its certificate, in the words of Go's crypto/tls. */
export function tlsWarnings({ type, data = {} }: Secret): string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const problem = keyPairProblem(textOf(data['tls.crt']), textOf(data['tls.key']));
  return problem === undefined ? [] : [problem];
}

function textOf(base64 = ''): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

function keyPairProblem(certificateInput: string, keyInput: string): string | undefined {
  const certificates = pemBlocks(certificateInput);
  const leaf = certificates.find(({ type }) => type === 'CERTIFICATE');
  if (leaf === undefined) return `tls: ${noCertificate(certificates)}`;
  const keys = pemBlocks(keyInput);
  const block = keys.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (block === undefined) return `tls: ${noKey(keys)}`;

  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(leaf.text);
  } catch {
    return 'x509: malformed certificate';
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(block.text);
  } catch {
    return 'tls: failed to parse private key';
  }
  if (key.asymmetricKeyType !== certificate.publicKey.asymmetricKeyType) {
    return 'tls: private key type does not match public key type';
  }
  return certificate.checkPrivateKey(key) ? undefined : 'tls: private key does not match public key';
}

function noCertificate(found: readonly PemBlock[]): string {
  if (found.length === 0) return 'failed to find any PEM data in certificate input';
  if (found.length === 1 && found[0]?.type.endsWith('PRIVATE KEY') === true) {
    return 'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${types(found)}`;
}

function noKey(found: readonly PemBlock[]): string {
  if (found.length === 0) return 'failed to find any PEM data in key input';
  if (found.length === 1 && found[0]?.type === 'CERTIFICATE') {
    return 'found a certificate rather than a key in the PEM for the private key';
  }
  return `failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${types(found)}`;
}

function types(blocks: readonly PemBlock[]): string {
  return `[${blocks.map(({ type }) => type).join(' ')}]`;
}
