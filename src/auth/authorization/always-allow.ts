import type { Authorizer } from './authorizer.ts';

/** Lets everyone do everything: the authorization mode AlwaysAllow. */
export const alwaysAllow: Authorizer = {
  authorize: () => Promise.resolve({ outcome: 'Allow', reason: '' }),
  rulesFor: () =>
    Promise.resolve({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    }),
};
