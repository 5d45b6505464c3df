import type { Authorizer, Decision } from './authorizer.ts';

const ALLOWED: Decision = { outcome: 'Allow', reason: '' };

/** Lets everyone do everything: the authorization mode AlwaysAllow. */
export const alwaysAllow: Authorizer = {
  authorize: () => ALLOWED,
  rulesFor: () =>
    Promise.resolve({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    }),
};
