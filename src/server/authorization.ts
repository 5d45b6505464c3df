import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import { alwaysDeny } from '../auth/authorization/always-deny.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { privilegedGroup } from '../auth/authorization/privileged-group.ts';
import { writerRights } from '../auth/authorization/rbac/writer-rights.ts';
import { unionAuthorizer } from '../auth/authorization/union-authorizer.ts';
import type { AccessConfig } from '../config/access-config.ts';
import type { AuthorizationMode } from '../config/access-options.ts';
import type { Authorization, AuthorizationParts } from './access-parts.ts';
import { ROLE_KEYS, RoleIndex } from './role-index.ts';
import { writeGuards } from './write-guards.ts';

/** What an authorizer is made of. */
interface ModeParts extends AuthorizationParts {
  readonly roles: RoleIndex;
  /** What lets go of connections; modes add to it. */
  readonly stopping: (() => void)[];
}

/** What opens the authorizer of each mode. */
const MODES: Readonly<
  Record<AuthorizationMode, (config: AccessConfig, parts: ModeParts) => Authorizer | Promise<Authorizer>>
> = {
  Node: async (_, { cache }) => {
    const { nodeAuthorizer } = await import('../auth/authorization/node/node-authorizer.ts');
    const { CachedNodeRelations } = await import('./node-relations.ts');
    return nodeAuthorizer(new CachedNodeRelations(cache));
  },
  AlwaysAllow: () => alwaysAllow,
  AlwaysDeny: () => alwaysDeny,
  RBAC: async (_, { roles }) => {
    const { rbacAuthorizer } = await import('../auth/authorization/rbac/rbac-authorizer.ts');
    return rbacAuthorizer(roles);
  },
  Webhook: async (config, { clock, stopping }) => {
    const { openWebhookAuthorizer } = await import('./webhook-authorization.ts');
    return openWebhookAuthorizer(config, clock, stopping);
  },
};

/** The authorizers of the modes in their order, after the group that may do everything. */
export async function openAuthorization(config: AccessConfig, parts: AuthorizationParts): Promise<Authorization> {
  const { cache, answered, logger } = parts;
  const roles = new RoleIndex({
    cache,
    answered: answered(ROLE_KEYS),
    failed: (key, err) => logger.error({ err, key }, 'a role or binding that cannot be read gives nobody any right'),
  });
  const stopping: (() => void)[] = [];
  const authorizers: Authorizer[] = [privilegedGroup];
  for (const mode of config.authorizationMode) {
    authorizers.push(await MODES[mode](config, { ...parts, roles, stopping }));
  }
  const authorizer = unionAuthorizer(authorizers);
  const rights = writerRights(authorizer, roles);
  return {
    authorizer,
    rights,
    guards: writeGuards(rights, cache.turns),
    stop() {
      for (const stop of stopping) stop();
    },
  };
}
