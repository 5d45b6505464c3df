import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { connect, createSecureServer } from 'node:http2';
import { request } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Authenticator, Identity } from '../../../src/auth/authentication/authenticator.ts';
import { clientCertificate } from '../../../src/auth/authentication/client-certificate/client-certificate.ts';
import {
  certificatesOf,
  TrustedCertificates,
} from '../../../src/auth/authentication/client-certificate/trusted-certificates.ts';
import { frontProxy } from '../../../src/auth/authentication/front-proxy/front-proxy.ts';
import { type MadeAuthority, type MadeCertificate, makeAuthority } from '../../support/certificates.ts';

let authority: MadeAuthority;
let other: MadeAuthority;
let server: MadeCertificate;

beforeAll(async () => {
  authority = await makeAuthority('clients');
  other = await makeAuthority('others');
  server = await authority.certify('CN=server', { usage: 'server' });
});

/** A server over TLS that answers with whom an authenticator takes its client for, or with what it throws. */
async function listen(authenticator: Authenticator): Promise<{ readonly port: number; readonly found: Identity[] }> {
  const found: Identity[] = [];
  const listening = createSecureServer(
    { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: false, allowHTTP1: true },
    async (incoming, outgoing) => {
      try {
        const identity = await authenticator.authenticate(incoming);
        if (identity !== undefined) found.push(identity);
        outgoing.end(JSON.stringify(identity?.user ?? 'nobody'));
      } catch (error) {
        outgoing.end(JSON.stringify({ refused: String(error) }));
      }
    },
  );
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => void listening.close());
  return { port: (listening.address() as AddressInfo).port, found };
}

/** Asks over a connection of its own, with a certificate or without. */
async function ask(port: number, client?: MadeCertificate, headers: Record<string, string | string[]> = {}) {
  const outgoing = request({ port, host: '127.0.0.1', ca: authority.cert, ...client, headers, agent: false });
  outgoing.end();
  const [incoming] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return JSON.parse(text);
}

const NOW = Date.now();

const trusting = (...authorities: readonly MadeAuthority[]): TrustedCertificates => {
  const list = certificatesOf(authorities.map(({ cert }) => cert).join('\n'));
  return new TrustedCertificates(
    () => list,
    () => NOW,
  );
};

describe('a client certificate', () => {
  test('names the user by CN, the groups by O and the credential by its fingerprint', async () => {
    const { port } = await listen(clientCertificate(trusting(authority)));
    const alice = await authority.certify('CN=alice,O=dev,O=ops,1.3.6.1.4.1.57683.2=alice-uid');
    const fingerprint = new X509Certificate(alice.cert).fingerprint256.replaceAll(':', '').toLowerCase();
    expect(await ask(port, alice)).toEqual({
      username: 'alice',
      uid: 'alice-uid',
      groups: ['dev', 'ops', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${fingerprint}`] },
    });
  });

  test('says nothing where there is none, where the connection is plain, or where it names nobody', async () => {
    const authenticator = clientCertificate(trusting(authority));
    const { port } = await listen(authenticator);
    expect(await ask(port)).toBe('nobody');
    expect(await ask(port, await authority.certify('O=dev'))).toBe('nobody');
    const plain: Server = createPlainServer((incoming, outgoing) => {
      outgoing.end(String(authenticator.authenticate(incoming)));
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    onTestFinished(() => void plain.close());
    const answer = await fetch(`http://127.0.0.1:${(plain.address() as AddressInfo).port}`);
    expect(await answer.text()).toBe('undefined');
  });

  test.each([
    ['of another authority', () => other.certify('CN=alice')],
    ['that has expired', () => authority.certify('CN=alice', { notAfter: new Date(NOW - 1000) })],
    ['that is not valid yet', () => authority.certify('CN=alice', { notBefore: new Date(NOW + 3_600_000) })],
    ['for servers', () => authority.certify('CN=alice', { usage: 'server' })],
    ['that is one of two with the same authority name', async () => (await makeAuthority('clients')).certify('CN=a')],
  ])('%s is refused', async (_, made) => {
    const { port } = await listen(clientCertificate(trusting(authority)));
    expect(await ask(port, await made())).toEqual({ refused: expect.stringContaining('x509: ') });
  });

  test('that does not say what it is for is for clients, too', async () => {
    const { port } = await listen(clientCertificate(trusting(authority)));
    expect(await ask(port, await authority.certify('CN=alice', { usage: 'any' }))).toMatchObject({ username: 'alice' });
  });

  test('holds until it ends, or until its authority is no longer one', async () => {
    let authorities = certificatesOf(authority.cert);
    let now = NOW;
    const certificates = new TrustedCertificates(
      () => authorities,
      () => now,
    );
    const { port, found } = await listen(clientCertificate(certificates));
    await ask(port, await authority.certify('CN=alice', { notAfter: new Date(NOW + 60_000) }));
    const [identity] = found;
    expect(identity?.holds?.()).toBe(true);
    now = NOW + 120_000;
    expect(identity?.holds?.()).toBe(false);
    now = NOW;
    expect(identity?.holds?.()).toBe(true);
    authorities = certificatesOf(other.cert);
    expect(identity?.holds?.()).toBe(false);
  });
});

test('a client certificate counts for each request of an HTTP/2 connection', async () => {
  const { port, found } = await listen(clientCertificate(trusting(authority)));
  const session = connect(`https://localhost:${port}`, {
    ca: authority.cert,
    ...(await authority.certify('CN=alice')),
  });
  onTestFinished(() => session.destroy());
  for (let i = 0; i < 2; i++) {
    let text = '';
    for await (const chunk of session.request({ ':path': '/' }).setEncoding('utf8')) text += chunk;
    expect(JSON.parse(text)).toMatchObject({ username: 'alice' });
  }
  // Found out once.
  expect(found[1]).toBe(found[0]);
});

describe('a front proxy', () => {
  const headers = {
    allowedNames: ['proxy'],
    usernameHeaders: ['X-Remote-User'],
    uidHeaders: ['X-Remote-Uid'],
    groupHeaders: ['X-Remote-Group'],
    extraHeadersPrefix: ['X-Remote-Extra-'],
  };
  const said = {
    'X-Remote-User': 'alice',
    'X-Remote-Uid': 'alice-uid',
    'X-Remote-Group': ['dev', 'ops'],
    'X-Remote-Extra-Example.com%2fScope': ['a', 'b'],
  };

  test('says who asks in its headers', async () => {
    const { port } = await listen(frontProxy(trusting(authority), headers));
    expect(await ask(port, await authority.certify('CN=proxy'), said)).toEqual({
      username: 'alice',
      uid: 'alice-uid',
      groups: ['dev', 'ops', 'system:authenticated'],
      extra: { 'example.com/scope': ['a', 'b'] },
    });
    expect(await ask(port, await authority.certify('CN=proxy'))).toBe('nobody');
  });

  test('is believed only with a certificate of its own, and one of the names', async () => {
    const { port } = await listen(frontProxy(trusting(authority), headers));
    expect(await ask(port, undefined, said)).toBe('nobody');
    expect(await ask(port, await authority.certify('CN=mallory'), said)).toEqual({
      refused: expect.stringContaining('x509: subject with cn=mallory is not in the allowed list'),
    });
    expect(await ask(port, await other.certify('CN=proxy'), said)).toEqual({
      refused: expect.stringContaining('x509: '),
    });
  });
});
