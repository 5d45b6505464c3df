import type { IncomingMessage } from 'node:http';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest, forbiddenRequest, type StatusError } from '../../apimachinery/status-error.ts';
import type { OriginCheck } from './allowed-origins.ts';
import type { HostCheck } from './known-hosts.ts';

/** Which pages of a browser may use a server, beside its own. */
export interface PageRules {
  /** The hosts that the server answers for. */
  readonly isKnownHost: HostCheck;
  /** Undefined where no other origin is allowed. */
  readonly allowsOrigin: OriginCheck | undefined;
}

/**
 * Why a request is refused that a web page of another origin than the server's may have made a browser send: 403, or 400 where it names
 * more than one host. Undefined lets it in. It comes before anything else is done with a request: whoever runs a server for themselves
 * runs a browser beside it, which reaches it for any page. Other programs name neither an origin nor how they came to ask, and are let
 * in by the host alone.
 */
export function foreignPageRefusal(message: IncomingMessage, rules: PageRules): StatusError | undefined {
  return hostRefusal(message, rules) ?? originRefusal(message, rules);
}

function hostRefusal({ rawHeaders, url = '' }: IncomingMessage, { isKnownHost }: PageRules): StatusError | undefined {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!isHost(rawHeaders[i])) continue;
    const host = rawHeaders[i + 1] ?? '';
    if (!isKnownHost(host)) return unknownHost(host);
    count += 1;
  }
  const target = url.startsWith('/') ? undefined : ABSOLUTE_FORM.exec(url)?.[1];
  if (target !== undefined && !isKnownHost(target)) return unknownHost(target);
  return count > 1 ? badRequest('the request names more than one host') : undefined;
}

// A client that takes the server for a proxy names a host before the path, which is then what counts (RFC 9112, absolute-form).
const ABSOLUTE_FORM = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i;

/** Node joins or drops headers that repeat, so that they have to be read as they came. */
function isHost(name: string | undefined): boolean {
  return name?.length === 4 && (name === 'Host' || name.toLowerCase() === 'host');
}

function originRefusal({ headers }: IncomingMessage, rules: PageRules): StatusError | undefined {
  // How the page stands to the server, as the browser sees it: no page can set this header. `none` is what a user has typed.
  const { origin = '', host = '', 'sec-fetch-site': site = '' } = headers;
  if (origin !== '') {
    if (rules.allowsOrigin?.(origin) === true) return undefined;
    if (!isOwn(origin, host, { site, ...rules })) {
      const which = `pages of the origin ${goQuote(origin)} may not use this server`;
      return forbiddenRequest(`${which}; --cors-allowed-origins names those that may`);
    }
  }
  if (site === '' || site === SAME_ORIGIN || site === 'none') return undefined;
  const which = `pages of other origins may not use this server (Sec-Fetch-Site: ${goQuote(site)})`;
  return forbiddenRequest(`${which}; --cors-allowed-origins names those that may, by requests that name their origin`);
}

const SAME_ORIGIN = 'same-origin';

/**
 * Whether the origin is the server's own: that of the host which the request names, over TLS where something decrypts it on the way.
 * That may also have put the server's host in place of its own, as `kubectl proxy` does: then the browser has to vouch for the page, and
 * only pages of hosts that are known are let in.
 */
function isOwn(
  origin: string,
  host: string,
  { site, isKnownHost }: { readonly site: string } & Pick<PageRules, 'isKnownHost'>,
): boolean {
  const [, scheme, authority] = ORIGIN.exec(origin.toLowerCase()) ?? [];
  if (authority === undefined) return false;
  if (site === SAME_ORIGIN && isKnownHost(authority)) return true;
  const named = host.toLowerCase();
  // Without a port the two schemes name two servers, and only the one of HTTP can be this one.
  if (scheme === 'https') return PORT.test(named) && authority === named;
  return authority.replace(HTTP_PORT, '') === named.replace(HTTP_PORT, '');
}

const ORIGIN = /^(https?):\/\/([^/]+)$/;
const PORT = /:\d+$/;
const HTTP_PORT = /:80$/;

function unknownHost(host: string): StatusError {
  const which = `this server does not answer for the host ${goQuote(host)}`;
  return forbiddenRequest(`${which}; --allowed-hosts names those that it answers for beside this machine's`);
}
