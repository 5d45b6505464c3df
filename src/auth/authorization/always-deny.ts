import type { Authorizer, Decision } from './authorizer.ts';

const NO_OPINION: Decision = { outcome: 'NoOpinion', reason: 'Everything is forbidden.' };

/** Lets nobody do anything: the authorization mode AlwaysDeny. */
export const alwaysDeny: Authorizer = {
  authorize: () => NO_OPINION,
  rulesFor: () => Promise.resolve({ resourceRules: [], nonResourceRules: [], incomplete: false }),
};
