import type { FastifyInstance } from 'fastify';
import { asIs } from '../respond/respond.ts';
import { refuseOthers } from './refuse-others.ts';

/** The documents of the issuer of service account tokens, as JSON. */
export interface IssuerDocuments {
  readonly configuration: string;
  readonly keys: string;
}

/** The paths of these documents. */
export const ISSUER_PATHS = ['/.well-known/openid-configuration', '/openid/v1/jwks'] as const;

/** Installs what tells others how to verify tokens of service accounts (OpenID Connect Discovery 1.0). They may be kept for an hour. */
export function installIssuer(app: FastifyInstance, { configuration, keys }: IssuerDocuments): void {
  const [discovery, jwks] = ISSUER_PATHS;
  for (const [url, type, text] of [
    [discovery, 'application/json', configuration],
    [jwks, 'application/jwk-set+json', keys],
  ] as const) {
    app.get(url, (_, reply) =>
      reply.header('content-type', type).header('cache-control', 'public, max-age=3600').serializer(asIs).send(text),
    );
    refuseOthers(app, url, ['GET']);
  }
}
