import { OPENID_ALGORITHMS } from '../auth/authentication/openid/openid-provider.ts';
import { type AccessOptions, AUTHORIZATION_MODES } from './access-options.ts';
import { type Check, fileProblem, integerFrom, ofType, shown } from './check.ts';

const MILLISECONDS = integerFrom(0, Number.MAX_SAFE_INTEGER, 'a number of milliseconds');

/** What each option about access has to look like. */
export const ACCESS_CHECKS: ReadonlyMap<keyof AccessOptions, Check> = new Map<keyof AccessOptions, Check>([
  ['authorizationMode', modesProblem],
  ['authorizationWebhookConfigFile', fileProblem],
  ['authorizationWebhookVersion', webhookVersionProblem],
  ['authorizationWebhookCacheAuthorizedTtlMs', MILLISECONDS],
  ['authorizationWebhookCacheUnauthorizedTtlMs', MILLISECONDS],
  ['anonymousAuth', ofType('boolean')],
  ['clientCAFile', fileProblem],
  ['requestheaderClientCAFile', fileProblem],
  ['requestheaderAllowedNames', textsProblem],
  ['requestheaderUsernameHeaders', textsProblem],
  ['requestheaderUidHeaders', textsProblem],
  ['requestheaderGroupHeaders', textsProblem],
  ['requestheaderExtraHeadersPrefix', textsProblem],
  ['tokenAuthFile', fileProblem],
  ['serviceAccountKeyFile', filesProblem],
  ['serviceAccountSigningKeyFile', fileProblem],
  ['serviceAccountIssuer', issuersProblem],
  ['serviceAccountJwksUri', httpsProblem],
  ['serviceAccountMaxTokenExpirationMs', maxExpirationProblem],
  ['serviceAccountExtendTokenExpiration', ofType('boolean')],
  ['apiAudiences', textsProblem],
  ['authenticationConfig', fileProblem],
  ['oidcIssuerUrl', httpsProblem],
  ['oidcClientId', textProblem],
  ['oidcCaFile', fileProblem],
  ['oidcUsernameClaim', textProblem],
  ['oidcUsernamePrefix', textProblem],
  ['oidcGroupsClaim', textProblem],
  ['oidcGroupsPrefix', ofType('string')],
  ['oidcSigningAlgs', algorithmsProblem],
  ['oidcRequiredClaim', pairsProblem],
  ['authenticationTokenWebhookConfigFile', fileProblem],
  ['authenticationTokenWebhookCacheTtlMs', MILLISECONDS],
  ['authenticationTokenWebhookVersion', webhookVersionProblem],
]);

/** kube-apiserver's rules: at least one mode, none twice. */
function modesProblem(value: unknown): string | undefined {
  const known: readonly unknown[] = AUTHORIZATION_MODES;
  if (!Array.isArray(value)) return `${shown(value)} is not a list of authorization modes`;
  if (value.length === 0) return 'at least one authorization mode must be given';
  const unknown = value.find((mode) => !known.includes(mode));
  if (unknown !== undefined) return `${shown(unknown)} is none of the modes ${AUTHORIZATION_MODES.join(', ')}`;
  const repeated = value.find((mode, i) => value.indexOf(mode) !== i);
  return repeated === undefined ? undefined : `${shown(repeated)} is there more than once`;
}

function webhookVersionProblem(value: unknown): string | undefined {
  return value === 'v1' || value === 'v1beta1' ? undefined : `${shown(value)} is neither "v1" nor "v1beta1"`;
}

function filesProblem(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return `${shown(value)} is not a list of files`;
  return value.map(fileProblem).find((problem) => problem !== undefined);
}

function textsProblem(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return `${shown(value)} is not a list of names`;
  const wrong = value.find((text) => typeof text !== 'string' || text === '');
  return wrong === undefined ? undefined : `${shown(wrong)} is not a name`;
}

/** An issuer is a name, or a URL where it has a colon (RFC 7519, StringOrURI). */
function issuersProblem(value: unknown): string | undefined {
  const problem = textsProblem(value);
  if (problem !== undefined || !Array.isArray(value)) return problem;
  const wrong = value.find((issuer: string) => issuer.includes(':') && !URL.canParse(issuer));
  return wrong === undefined ? undefined : `${shown(wrong)} has a ":" and is no URL`;
}

function httpsProblem(value: unknown): string | undefined {
  if (typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:') return undefined;
  return `${shown(value)} is not a URL with the scheme https`;
}

const HOUR_MS = 3_600_000;
const MOST_MS = 2 ** 32 * 1000;

function maxExpirationProblem(value: unknown): string | undefined {
  if (value === 0) return undefined;
  return typeof value === 'number' && value >= HOUR_MS && value <= MOST_MS
    ? undefined
    : `${shown(value)} ms is not between 1 hour and 2^32 seconds`;
}

function textProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : `${shown(value)} is not a name`;
}

function algorithmsProblem(value: unknown): string | undefined {
  const known: readonly unknown[] = OPENID_ALGORITHMS;
  if (!Array.isArray(value) || value.length === 0) return `${shown(value)} is not a list of algorithms`;
  const unknown = value.find((algorithm) => !known.includes(algorithm));
  return unknown === undefined ? undefined : `${shown(unknown)} is none of ${OPENID_ALGORITHMS.join(', ')}`;
}

function pairsProblem(value: unknown): string | undefined {
  const problem = textsProblem(value);
  if (problem !== undefined || !Array.isArray(value)) return problem;
  const wrong = value.find((pair: string) => !/^[^=]+=/.test(pair));
  return wrong === undefined ? undefined : `${shown(wrong)} is not a claim and its value, such as hd=example.com`;
}
