import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { withAuthenticatedGroup } from '../authenticated-group.ts';
import type { Authenticator, Identity } from '../authenticator.ts';
import { type ShownChain, valuesOf } from './certificate-chain.ts';
import type { Trusted, TrustedCertificates } from './trusted-certificates.ts';

/** The part of a subject that is the uid of a user (KEP-3104). */
const UID = '1.3.6.1.4.1.57683.2';

/** Knows who sends a request by the certificate of the connection: its common name is the user, its organizations are the groups. */
export function clientCertificate(certificates: TrustedCertificates): Authenticator {
  const identities = new WeakMap<Trusted, Identity | undefined>();
  return {
    authenticate({ socket }) {
      const trusted = certificates.of(socket);
      if (trusted === undefined) return undefined;
      if (!identities.has(trusted)) identities.set(trusted, identityOf(trusted));
      return identities.get(trusted);
    },
  };
}

function identityOf({ chain, holds }: Trusted): Identity | undefined {
  const user = userOf(chain);
  return user && { user, holds };
}

function userOf(chain: ShownChain): UserInfo | undefined {
  const username = valuesOf(chain, 'CN').at(-1) ?? '';
  if (username === '') return undefined;
  const [own] = chain.certificates;
  const uids = valuesOf(chain, UID);
  const [uid] = uids;
  if (uids.length > 1)
    throw new Error(`unable to parse UID from certificate: expected 1 UID, but found multiple: ${uids}`);
  if (uid === '') throw new Error('unable to parse UID from certificate: UID cannot be an empty string');
  const fingerprint = own?.fingerprint256.replaceAll(':', '').toLowerCase() ?? '';
  return withAuthenticatedGroup({
    username,
    ...(uid !== undefined && { uid }),
    groups: [...valuesOf(chain, 'O')],
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${fingerprint}`] },
  });
}
