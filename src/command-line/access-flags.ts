import { AUTHORIZATION_MODES } from '../config/access-options.ts';
import type { Flag } from './flag.ts';
import { parseBoolean, parseDuration, parseList, parseText } from './values.ts';

/** The flags that say who may use the server, and for what, in the order of `--help`. */
export const ACCESS_FLAGS: readonly Flag[] = [
  {
    name: 'authorization-mode',
    value: 'MODES',
    help: `Who decides who may do what, with commas between several, of which the first that has an opinion does: ${AUTHORIZATION_MODES.join(', ')}; everybody may do everything unless set.`,
    option: 'authorizationMode',
    parse: parseList,
  },
  {
    name: 'anonymous-auth',
    value: undefined,
    help: 'Whether requests without credentials are taken, as from system:anonymous; as long as AlwaysAllow is no mode they are, unless this is false.',
    option: 'anonymousAuth',
    parse: parseBoolean,
  },
  {
    name: 'token-auth-file',
    value: 'FILE',
    help: 'A file with lines of token,user,uid,"group1,group2": whoever sends the token is that user.',
    option: 'tokenAuthFile',
    parse: parseText,
  },
  {
    name: 'service-account-key-file',
    value: 'FILES',
    help: 'Files of PEM with the public keys (or private keys to them) by which tokens of service accounts are verified, with commas between several; the public half of the signing key unless set.',
    option: 'serviceAccountKeyFile',
    parse: parseList,
  },
  {
    name: 'service-account-signing-key-file',
    value: 'FILE',
    help: 'A file of PEM with the private key that signs tokens of service accounts. Unless set, a server that asks who its clients are makes a key at its start, and its tokens end with it.',
    option: 'serviceAccountSigningKeyFile',
    parse: parseText,
  },
  {
    name: 'service-account-issuer',
    value: 'ISSUERS',
    help: 'Who issues tokens of service accounts, https://kubernetes.default.svc unless set. Of several, with commas between them, the first names itself in new tokens, and all are taken.',
    option: 'serviceAccountIssuer',
    parse: parseList,
  },
  {
    name: 'service-account-jwks-uri',
    value: 'URL',
    help: "Where the issuer's document says that its keys are; /openid/v1/jwks below the issuer unless set.",
    option: 'serviceAccountJwksUri',
    parse: parseText,
  },
  {
    name: 'service-account-max-token-expiration',
    value: 'DURATION',
    help: 'How long a token of a service account may last, between 1h and 2^32 seconds; any time unless set.',
    option: 'serviceAccountMaxTokenExpirationMs',
    parse: parseDuration,
  },
  {
    name: 'service-account-extend-token-expiration',
    value: undefined,
    help: 'Whether tokens of pods that ask for 3607 seconds, as kubelets do, last a year, unless this is false.',
    option: 'serviceAccountExtendTokenExpiration',
    parse: parseBoolean,
  },
  {
    name: 'api-audiences',
    value: 'AUDIENCES',
    help: 'Names of this server, with commas between several: a token has to be for one of them; the issuers unless set.',
    option: 'apiAudiences',
    parse: parseList,
  },
];
