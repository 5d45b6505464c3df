import type { IncomingHttpHeaders } from 'node:http';
import type { Authenticator, Identity } from './authenticator.ts';
import { BadToken, type TokenAuthenticator } from './token-authenticator.ts';

const PREFIX = 'base64url.bearer.authorization.k8s.io.';

/**
 * Knows who asks for a WebSocket by the token among the protocols that are offered, since a page in a browser can say it nowhere else.
 * It is taken out of the headers: the handshake is about the protocols beside it, of which there has to be one.
 */
export function webSocketToken(tokens: TokenAuthenticator): Authenticator {
  return {
    authenticate({ headers }) {
      const offered = headers['sec-websocket-protocol'];
      if (offered === undefined || !offered.includes(PREFIX) || !asksForWebSocket(headers)) return undefined;
      const protocols = offered.split(',').map((protocol) => protocol.trim());
      const others = protocols.filter((protocol) => !protocol.startsWith(PREFIX));
      const token = tokenAmong(protocols);
      if (token === '') return undefined;
      if (others.length === 0) throw new BadToken('missing additional subprotocol');
      const known = (identity: Identity | undefined): Identity | undefined => {
        if (identity !== undefined) headers['sec-websocket-protocol'] = others.join(', ');
        return identity;
      };
      const found = tokens.authenticate(token, [], undefined);
      return found instanceof Promise ? found.then(known) : known(found);
    },
  };
}

function asksForWebSocket({ upgrade = '', connection = '' }: IncomingHttpHeaders): boolean {
  return upgrade.toLowerCase() === 'websocket' && connection.toLowerCase().includes('upgrade');
}

/** The token in base64url without padding. @throws BadToken where there are several, or what is there is none */
function tokenAmong(protocols: readonly string[]): string {
  const [first = PREFIX, ...more] = protocols.filter((protocol) => protocol.startsWith(PREFIX));
  if (more.length > 0) throw new BadToken('multiple base64.bearer.authorization tokens specified');
  const encoded = first.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.toString('base64url') !== encoded) throw new BadToken('invalid base64.bearer.authorization token encoding');
  return bytes.toString();
}
