import { generateKeyPairSync } from 'node:crypto';

/** A certificate of a P-256 key for the name `test`, signed by itself. Nothing trusts it. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUQuofzzHe2RjWOb+NPri2BEYPnPwwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExNTAzMTBaGA8yMTI2MTAyODE1MDMx
MFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFB0
bMmCRRsIeYK1r7oqA7v/F0mAA/pKX+AUD5B6YZJk797MrIrtaO1Rc7BrEYezPsdZ
zlPg0ovUfeU5kvwR1L+jUzBRMB0GA1UdDgQWBBSFoBTtdEiagtSuov1Cbd0vjT8H
BzAfBgNVHSMEGDAWgBSFoBTtdEiagtSuov1Cbd0vjT8HBzAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQDYVRZpF8VcoYT6mCIf4wDNR49xHK12vmEF
K2kEoNqgTQIhAIf6mG6jMF84paiPcqHSpan8+19nvdw2L3QJ734r3gqf
-----END CERTIFICATE-----
`;

/** Its key. */
export const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5nAKmc3aDoQsHpb3
F56S5gugvNtF8nhHnBT7JFKhJfChRANCAARQdGzJgkUbCHmCta+6KgO7/xdJgAP6
Sl/gFA+QemGSZO/ezKyK7WjtUXOwaxGHsz7HWc5T4NKL1H3lOZL8EdS/
-----END PRIVATE KEY-----
`;

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

/** Another key of the same kind. */
export const OTHER_KEY: string = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString();

/** A key of another kind. */
export const RSA_KEY: string = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pkcs8).toString();
