import type { Authorizer, Decision } from './authorizer.ts';

const ALLOWED: Decision = { outcome: 'Allow', reason: '' };
const NO_OPINION: Decision = { outcome: 'NoOpinion', reason: '' };

/**
 * Lets the members of system:masters do everything, and has no opinion about others. It stands before all modes and, as in
 * kube-apiserver, has no part in lists of rights.
 */
export const privilegedGroup: Authorizer = {
  authorize: ({ user: { groups } }) => (groups?.includes('system:masters') ? ALLOWED : NO_OPINION),
  rulesFor: () => Promise.resolve({ resourceRules: [], nonResourceRules: [], incomplete: false }),
};
