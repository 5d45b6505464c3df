import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { joinedErrors } from '../../../apimachinery/joined-errors.ts';
import type { AuthorizationAttributes, Authorizer, Decision, Rules } from '../authorizer.ts';
import type { FreshPolicy } from './fresh-policy.ts';
import { heldRules, missingRole, missingRoles } from './held-rules.ts';
import { KnownGrants, permissionBy } from './known-grants.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import { allowsPath, isAboutName } from './rule-matching.ts';

const NO_OPINION: Decision = { outcome: 'NoOpinion', reason: '' };

/** The authorization mode RBAC: whoever is bound to a role may do what its rules say, and nobody is denied anything. */
export function rbacAuthorizer(fresh: FreshPolicy): Authorizer {
  const { policy } = fresh;
  const known = new KnownGrants(policy);
  const decide = ({ user, request }: AuthorizationAttributes): Decision => {
    if (request.resource === undefined) return decideOnPath(policy, user, request.nonResource);
    const { namespace = '', verb = '', group = '', resource = '', subresource = '', name = '' } = request.resource;
    const candidates = known.allowing(user, namespace, { verb, group, resource, subresource });
    const allowing = candidates.find(({ rule }) => isAboutName(rule, name));
    return allowing?.permission ?? refusal(policy.grantsOf(user, namespace));
  };
  return {
    authorize(attributes, signal) {
      const pending = fresh.reached(signal);
      return pending === undefined ? decide(attributes) : pending.then(() => decide(attributes));
    },
    async rulesFor(user, namespace, signal) {
      await fresh.reached(signal);
      return listedRules(policy, user, namespace);
    },
  };
}

/** What a role says of paths that are no resources counts where it is given for the whole cluster. */
function decideOnPath(
  policy: RolePolicy,
  user: UserInfo,
  { verb = '', path = '' }: { readonly verb?: string; readonly path?: string },
): Decision {
  const grants = policy.grantsOf(user, '');
  const allowing = grants.find(({ rules = [] }) => rules.some((rule) => allowsPath(rule, verb, path)));
  return allowing === undefined ? refusal(grants) : permissionBy(allowing, user);
}

/** What could not be found out is the reason, though no error: as far as it could, the answer is no. */
function refusal(grants: readonly Grant[]): Decision {
  const errors = missingRoles(grants).map(missingRole);
  return errors.length === 0 ? NO_OPINION : { outcome: 'NoOpinion', reason: `RBAC: ${joinedErrors(errors)}` };
}

function listedRules(policy: RolePolicy, user: UserInfo, namespace: string): Rules {
  const { rules, missing } = heldRules(policy, user, namespace);
  return {
    resourceRules: rules.flatMap(({ verbs, apiGroups, resources = [], resourceNames }) =>
      resources.length === 0
        ? []
        : [{ verbs, ...(apiGroups && { apiGroups }), resources, ...(resourceNames && { resourceNames }) }],
    ),
    nonResourceRules: rules.flatMap(({ verbs, nonResourceURLs = [] }) =>
      nonResourceURLs.length === 0 ? [] : [{ verbs, nonResourceURLs }],
    ),
    incomplete: false,
    ...(missing.length > 0 && { error: joinedErrors(missing.map(missingRole)) }),
  };
}
