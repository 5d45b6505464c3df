import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its key, in PEM. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority that certifies. */
export interface MadeAuthority extends MadeCertificate {
  /** Certifies a subject, such as `CN=alice,O=dev`. */
  certify(subject: string, options?: CertificateOptions): Promise<MadeCertificate>;
}

/** What a certificate says. */
export interface CertificateOptions {
  /** For servers on this machine, for clients (the default), or nothing said of that. */
  readonly usage?: 'server' | 'client' | 'any';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const USAGES = { server: ExtendedKeyUsage.serverAuth, client: ExtendedKeyUsage.clientAuth } as const;

/** Makes an authority of its own. */
export async function makeAuthority(name: string): Promise<MadeAuthority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...timesOf({}),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    cert: own.toString('pem'),
    key: await privateKeyOf(keys),
    certify: (subject, options = {}) => certify(own, keys.privateKey, subject, options),
  };
}

async function certify(
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  subject: string,
  options: CertificateOptions,
): Promise<MadeCertificate> {
  const { usage = 'client' } = options;
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    ...timesOf(options),
    extensions: [
      new BasicConstraintsExtension(false),
      ...(usage === 'any' ? [] : [new ExtendedKeyUsageExtension([USAGES[usage]])]),
      ...(usage === 'server'
        ? [
            new SubjectAlternativeNameExtension([
              { type: 'dns', value: 'localhost' },
              { type: 'ip', value: '127.0.0.1' },
            ]),
          ]
        : []),
    ],
  });
  return { cert: certificate.toString('pem'), key: await privateKeyOf(keys) };
}

const DAY_MS = 86_400_000;

function timesOf({ notBefore, notAfter }: CertificateOptions) {
  return {
    notBefore: notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: notAfter ?? new Date(Date.now() + DAY_MS),
  };
}

async function privateKeyOf({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
}
