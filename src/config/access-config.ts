import { ACCESS_CHECKS } from './access-checks.ts';
import type { AccessOptions, AuthorizationMode } from './access-options.ts';

/** Who may use a server, and for what. */
export interface AccessConfig extends Omit<AccessOptions, 'authorizationMode' | 'anonymousAuth'> {
  readonly authorizationMode: readonly AuthorizationMode[];
  readonly anonymousAuth: boolean;
}

/** A config, undefined where no option is about access; or the first option that is wrong, and what is wrong with it. */
export type AccessConfigResult =
  | { readonly ok: true; readonly access: AccessConfig | undefined }
  | { readonly ok: false; readonly option: keyof AccessOptions; readonly problem: string };

/** Fills in the defaults of the options about access, each of which has been checked by itself. */
export function completeAccess(options: AccessOptions): AccessConfigResult {
  const given: AccessOptions = Object.fromEntries(
    [...ACCESS_CHECKS.keys()].flatMap((option) => (options[option] === undefined ? [] : [[option, options[option]]])),
  );
  const authorizationMode = given.authorizationMode ?? ['AlwaysAllow'];
  const everybodyMay = authorizationMode.includes('AlwaysAllow');
  if (everybodyMay && given.anonymousAuth !== false && given.tokenAuthFile === undefined) {
    return { ok: true, access: undefined };
  }
  if (everybodyMay && given.anonymousAuth === true) {
    // kube-apiserver turns it off without a word that a client could see.
    const problem =
      'cannot be true with the authorization mode AlwaysAllow, by which anonymous users could do everything';
    return { ok: false, option: 'anonymousAuth', problem };
  }
  return {
    ok: true,
    access: { ...given, authorizationMode, anonymousAuth: given.anonymousAuth ?? !everybodyMay },
  };
}
