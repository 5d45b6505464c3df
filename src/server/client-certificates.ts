import type { X509Certificate } from 'node:crypto';
import type { Authenticator } from '../auth/authentication/authenticator.ts';
import { clientCertificate } from '../auth/authentication/client-certificate/client-certificate.ts';
import { certificatesOf, TrustedCertificates } from '../auth/authentication/client-certificate/trusted-certificates.ts';
import { frontProxy } from '../auth/authentication/front-proxy/front-proxy.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { OptionError } from '../config.ts';
import type { AccessParts } from './access-parts.ts';
import { type FollowedFile, followFile } from './followed-file.ts';

/** Who tells by certificates who sends a request, and the files of their authorities. */
export interface CertificateAuthenticators {
  readonly authenticators: readonly Authenticator[];
  readonly stop: () => void;
}

/** Opens what tells users by certificates: proxies that speak for others before clients that speak for themselves. @throws OptionError */
export async function openCertificates(config: AccessConfig, parts: AccessParts): Promise<CertificateAuthenticators> {
  const { clientCAFile, requestheaderClientCAFile } = config;
  const files: FollowedFile<readonly X509Certificate[]>[] = [];
  const trusted = async (option: 'clientCAFile' | 'requestheaderClientCAFile', path: string) => {
    const file = await followAuthorities(option, path, parts);
    files.push(file);
    return new TrustedCertificates(file.current, parts.now);
  };
  const authenticators: Authenticator[] = [];
  if (requestheaderClientCAFile !== undefined) {
    authenticators.push(
      frontProxy(await trusted('requestheaderClientCAFile', requestheaderClientCAFile), {
        allowedNames: config.requestheaderAllowedNames ?? [],
        usernameHeaders: config.requestheaderUsernameHeaders ?? [],
        uidHeaders: config.requestheaderUidHeaders ?? [],
        groupHeaders: config.requestheaderGroupHeaders ?? [],
        extraHeadersPrefix: config.requestheaderExtraHeadersPrefix ?? [],
      }),
    );
  }
  if (clientCAFile !== undefined) authenticators.push(clientCertificate(await trusted('clientCAFile', clientCAFile)));
  checkOverlap(config, files);
  return {
    authenticators,
    stop() {
      for (const file of files) file.stop();
    },
  };
}

/** Whoever has an authority of proxies in common with clients has to say which of them are proxies. */
function checkOverlap(
  { requestheaderAllowedNames = [] }: AccessConfig,
  [proxies, clients]: readonly FollowedFile<readonly X509Certificate[]>[],
): void {
  if (requestheaderAllowedNames.length > 0 || proxies === undefined || clients === undefined) return;
  const isShared = proxies.current().some((one) => clients.current().some((other) => one.raw.equals(other.raw)));
  if (!isShared) return;
  const problem =
    'has an authority that --client-ca-file has, too: --requestheader-allowed-names has to say which of its certificates are those of proxies';
  throw new OptionError('requestheaderClientCAFile', problem);
}

async function followAuthorities(
  option: 'clientCAFile' | 'requestheaderClientCAFile',
  path: string,
  { clock, logger }: AccessParts,
): Promise<FollowedFile<readonly X509Certificate[]>> {
  try {
    return await followFile(path, certificatesOf, {
      clock,
      failed: (err) =>
        logger.error({ err, file: path }, 'the authorities in a file cannot be read again, and stay as they were'),
    });
  } catch (error) {
    throw new OptionError(option, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
