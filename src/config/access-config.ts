import { ACCESS_CHECKS } from './access-checks.ts';
import type { AccessOptions, AuthorizationMode } from './access-options.ts';

/** Who may use a server, and for what. */
export interface AccessConfig extends Omit<AccessOptions, keyof Completed>, Completed {}

interface Completed {
  readonly authorizationMode: readonly AuthorizationMode[];
  readonly anonymousAuth: boolean;
  readonly serviceAccountIssuer: readonly string[];
  readonly apiAudiences: readonly string[];
}

/** What clients of a cluster expect in tokens, unless they are told otherwise. */
const DEFAULT_ISSUER = 'https://kubernetes.default.svc';

/** A config, undefined where no option is about access; or the first option that is wrong, and what is wrong with it. */
export type AccessConfigResult =
  | { readonly ok: true; readonly access: AccessConfig | undefined }
  | { readonly ok: false; readonly option: keyof AccessOptions; readonly problem: string };

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
  const { serviceAccountIssuer = [DEFAULT_ISSUER] } = others;
  return {
    ok: true,
    access: {
      ...others,
      authorizationMode,
      anonymousAuth: anonymousAuth ?? !everybodyMay,
      serviceAccountIssuer,
      apiAudiences: others.apiAudiences ?? serviceAccountIssuer,
    },
  };
}
