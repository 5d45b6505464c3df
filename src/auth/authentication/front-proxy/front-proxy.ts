import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { withAuthenticatedGroup } from '../authenticated-group.ts';
import type { Authenticator } from '../authenticator.ts';
import { valuesOf } from '../client-certificate/certificate-chain.ts';
import type { TrustedCertificates } from '../client-certificate/trusted-certificates.ts';

/** In which headers a proxy says who asks. Their names count in any case. */
export interface FrontProxyHeaders {
  /** The common names of proxies; any where there is none. */
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeadersPrefix: readonly string[];
}

/** Believes what a proxy says in headers of who sends a request, where the connection is by its certificate that of a proxy. */
export function frontProxy(certificates: TrustedCertificates, names: FrontProxyHeaders): Authenticator {
  return {
    authenticate({ socket, rawHeaders }) {
      const trusted = certificates.of(socket);
      if (trusted === undefined) return undefined;
      const name = valuesOf(trusted.chain, 'CN').at(-1) ?? '';
      if (names.allowedNames.length > 0 && !names.allowedNames.includes(name)) {
        throw new Error(`x509: subject with cn=${name} is not in the allowed list`);
      }
      const user = userIn(headersOf(rawHeaders), names);
      return user && { user, holds: trusted.holds };
    },
  };
}

function userIn(headers: readonly Header[], names: FrontProxyHeaders): UserInfo | undefined {
  const username = firstOf(headers, names.usernameHeaders);
  if (username === '') return undefined;
  const uid = firstOf(headers, names.uidHeaders);
  const extra = extraOf(headers, names.extraHeadersPrefix);
  return withAuthenticatedGroup({
    username,
    ...(uid !== '' && { uid }),
    groups: names.groupHeaders.flatMap((name) => valuesIn(headers, name)),
    ...(Object.keys(extra).length > 0 && { extra }),
  });
}

interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

function headersOf(rawHeaders: readonly string[]): readonly Header[] {
  const headers: Header[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push({ name: rawHeaders[i]?.toLowerCase() ?? '', value: rawHeaders[i + 1] ?? '' });
  }
  return headers;
}

function valuesIn(headers: readonly Header[], name: string): string[] {
  const lower = name.toLowerCase();
  return headers.flatMap((header) => (header.name === lower ? [header.value] : []));
}

function firstOf(headers: readonly Header[], names: readonly string[]): string {
  return names.map((name) => valuesIn(headers, name)[0] ?? '').find((value) => value !== '') ?? '';
}

/** What headers with one of the prefixes say. What is no name in a header stands there as in a URL. */
function extraOf(headers: readonly Header[], prefixes: readonly string[]): Record<string, string[]> {
  const extra = new Map<string, string[]>();
  for (const { name, value } of headers) {
    for (const prefix of prefixes) {
      if (!name.startsWith(prefix.toLowerCase())) continue;
      const key = unescaped(name.slice(prefix.length));
      extra.set(key, [...(extra.get(key) ?? []), value]);
    }
  }
  return Object.fromEntries(extra);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text;
  }
}
