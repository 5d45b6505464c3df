import { readFile } from 'node:fs/promises';
import type { Authenticator } from '../auth/authentication/authenticator.ts';
import { bearerToken } from '../auth/authentication/bearer-token.ts';
import { staticTokens } from '../auth/authentication/static-tokens.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import { parseTokenFile } from '../auth/authentication/token-file.ts';
import { otherwise, unionAuthenticator } from '../auth/authentication/union-authenticator.ts';
import { knownTokens, unionTokenAuthenticator } from '../auth/authentication/union-token-authenticator.ts';
import { ANONYMOUS } from '../auth/authentication/well-known-users.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { OptionError } from '../config.ts';
import type { Access } from './access-parts.ts';

/** Who is asked who sends a request, and whose a token is, in kube-apiserver's order. @throws OptionError */
export async function openAuthentication(config: AccessConfig): Promise<Omit<Access, 'authorizer'>> {
  const tokens = knownTokens(unionTokenAuthenticator(await tokenAuthenticators(config)));
  const known: Authenticator = unionAuthenticator([bearerToken(tokens)]);
  return { authenticator: config.anonymousAuth ? otherwise(known, ANONYMOUS) : known, tokens };
}

async function tokenAuthenticators({ tokenAuthFile }: AccessConfig): Promise<readonly TokenAuthenticator[]> {
  const authenticators: TokenAuthenticator[] = [];
  if (tokenAuthFile !== undefined) {
    const list = await readOption('tokenAuthFile', tokenAuthFile, parseTokenFile);
    authenticators.push(staticTokens(list, ['https://kubernetes.default.svc']));
  }
  return authenticators;
}

/** What a file that an option names holds. @throws OptionError */
async function readOption<T>(option: 'tokenAuthFile', path: string, parse: (text: string) => T): Promise<T> {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new OptionError(option, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
