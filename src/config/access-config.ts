import { ACCESS_CHECKS } from './access-checks.ts';
import type { AccessOptions, AuthorizationMode } from './access-options.ts';

/** Who may use a server, and for what. */
export interface AccessConfig extends Omit<AccessOptions, keyof Completed>, Completed {}

interface Completed {
  readonly authorizationMode: readonly AuthorizationMode[];
  readonly anonymousAuth: boolean;
  /** Whether an option said so. */
  readonly saysAnonymous: boolean;
  readonly serviceAccountIssuer: readonly string[];
  readonly apiAudiences: readonly string[];
}

/** What clients of a cluster expect in tokens, unless they are told otherwise. */
const DEFAULT_ISSUER = 'https://kubernetes.default.svc';

/** A config, undefined where no option is about access; or the first option that is wrong, and what is wrong with it. */
export type AccessConfigResult =
  | { readonly ok: true; readonly access: AccessConfig | undefined }
  | { readonly ok: false; readonly option: keyof AccessOptions; readonly problem: string };

/** Whether an option says who may use a server, and for what. */
export function isAboutAccess(option: string): boolean {
  return ACCESS_CHECKS.has(option as keyof AccessOptions);
}

/** Fills in the defaults of the options about access, each of which has been checked by itself. */
export function completeAccess(options: AccessOptions): AccessConfigResult {
  const given: AccessOptions = Object.fromEntries(
    [...ACCESS_CHECKS.keys()].flatMap((option) => (options[option] === undefined ? [] : [[option, options[option]]])),
  );
  const { authorizationMode = ['AlwaysAllow'], anonymousAuth, ...others } = given;
  const everybodyMay = authorizationMode.includes('AlwaysAllow');
  const asksNobody = Object.keys(others).length === 0;
  if (everybodyMay && anonymousAuth !== false && asksNobody) return { ok: true, access: undefined };
  if (everybodyMay && anonymousAuth === true) {
    // kube-apiserver turns it off without a word that a client could see.
    const problem =
      'cannot be true with the authorization mode AlwaysAllow, by which anonymous users could do everything';
    return { ok: false, option: 'anonymousAuth', problem };
  }
  if (others.serviceAccountKeyFile !== undefined && others.serviceAccountSigningKeyFile === undefined) {
    const problem = 'needs the key by which tokens are signed, too (--service-account-signing-key-file)';
    return { ok: false, option: 'serviceAccountKeyFile', problem };
  }
  const problem =
    frontProxyProblem(others) ?? openIdProblem(others) ?? authorizationWebhookProblem(authorizationMode, others);
  if (problem !== undefined) return { ok: false, ...problem };
  const { serviceAccountIssuer = [DEFAULT_ISSUER] } = others;
  return {
    ok: true,
    access: {
      ...others,
      authorizationMode,
      anonymousAuth: anonymousAuth ?? !everybodyMay,
      saysAnonymous: anonymousAuth !== undefined,
      serviceAccountIssuer,
      apiAudiences: others.apiAudiences ?? serviceAccountIssuer,
    },
  };
}

/** What is said of proxies counts only where it is said which they are, and by which headers they speak. */
function frontProxyProblem(
  options: AccessOptions,
): { readonly option: keyof AccessOptions; readonly problem: string } | undefined {
  const { requestheaderClientCAFile, requestheaderUsernameHeaders } = options;
  if (requestheaderClientCAFile !== undefined) {
    return requestheaderUsernameHeaders === undefined
      ? {
          option: 'requestheaderClientCAFile',
          problem: 'needs the header of the user, too (--requestheader-username-headers)',
        }
      : undefined;
  }
  const [option] = [
    'requestheaderAllowedNames',
    'requestheaderUsernameHeaders',
    'requestheaderUidHeaders',
    'requestheaderGroupHeaders',
    'requestheaderExtraHeadersPrefix',
  ].filter((name): name is keyof AccessOptions => name in options);
  return option && { option, problem: 'needs the authorities of proxies, too (--requestheader-client-ca-file)' };
}

/** A webhook is named where it is a mode, and nothing is said of it elsewhere. */
function authorizationWebhookProblem(
  modes: readonly AuthorizationMode[],
  options: AccessOptions,
): { readonly option: keyof AccessOptions; readonly problem: string } | undefined {
  if (modes.includes('Webhook')) {
    return options.authorizationWebhookConfigFile === undefined
      ? { option: 'authorizationMode', problem: 'Webhook needs --authorization-webhook-config-file' }
      : undefined;
  }
  const [option] = Object.keys(options).filter((name): name is keyof AccessOptions =>
    name.startsWith('authorizationWebhook'),
  );
  return option && { option, problem: 'needs the authorization mode Webhook' };
}

/** A provider is named with the client that its tokens are for, in options or in a file. */
function openIdProblem(
  options: AccessOptions,
): { readonly option: keyof AccessOptions; readonly problem: string } | undefined {
  const [first] = Object.keys(options).filter((name): name is keyof AccessOptions => name.startsWith('oidc'));
  if (first === undefined) return undefined;
  if (options.authenticationConfig !== undefined) {
    return { option: first, problem: 'cannot be set beside --authentication-config, which says the same' };
  }
  if (options.oidcIssuerUrl === undefined) return { option: first, problem: 'needs --oidc-issuer-url' };
  if (options.oidcClientId === undefined) return { option: first, problem: 'needs --oidc-client-id' };
  if (options.serviceAccountIssuer?.includes(options.oidcIssuerUrl)) {
    return { option: 'oidcIssuerUrl', problem: 'is that of tokens of service accounts, too' };
  }
  return undefined;
}
