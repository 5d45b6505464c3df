import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import { alwaysDeny } from '../auth/authorization/always-deny.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { privilegedGroup } from '../auth/authorization/privileged-group.ts';
import { unionAuthorizer } from '../auth/authorization/union-authorizer.ts';
import type { AccessConfig } from '../config/access-config.ts';
import type { AuthorizationMode } from '../config/access-options.ts';
import type { AccessParts } from './access-parts.ts';

/** What opens the authorizer of each mode. */
const MODES: Readonly<
  Record<AuthorizationMode, (config: AccessConfig, parts: AccessParts) => Authorizer | Promise<Authorizer>>
> = {
  Node: async (_, { cache }) => {
    const { nodeAuthorizer } = await import('../auth/authorization/node/node-authorizer.ts');
    const { CachedNodeRelations } = await import('./node-relations.ts');
    return nodeAuthorizer(new CachedNodeRelations(cache));
  },
  AlwaysAllow: () => alwaysAllow,
  AlwaysDeny: () => alwaysDeny,
};

/** The authorizers of the modes in their order, after the group that may do everything. */
export async function openAuthorization(config: AccessConfig, parts: AccessParts): Promise<Authorizer> {
  const authorizers: Authorizer[] = [privilegedGroup];
  for (const mode of config.authorizationMode) authorizers.push(await MODES[mode](config, parts));
  return unionAuthorizer(authorizers);
}
