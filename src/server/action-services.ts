import type { Deadlines } from '../endpoints/connection/deadlines.ts';
import type { ActionServices } from '../endpoints/handlers/action.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { pods } from '../kinds/core/pods/index.ts';
import { secrets } from '../kinds/core/secrets/index.ts';
import { podDisruptionBudgets } from '../kinds/policy/pod-disruption-budgets/index.ts';
import type { RequestContext } from '../registry/definition/request-context.ts';
import { loopbackClient } from '../registry/loopback-client.ts';
import type { Registry } from '../registry/registry.ts';
import type { Access } from './access-parts.ts';
import { disruptionBudgets } from './disruption-budgets.ts';

/** What actions need: the same admission and clock as all writes, and what kinds ask of one another. */
export function actionServices(
  registry: Registry,
  deadlines: Deadlines,
  { tokens, authorizer, serviceAccountTokens }: Access,
): ActionServices {
  const { admission, sources } = registry.of(pods);
  const peers = {
    disruptionBudgets: disruptionBudgets(registry.of(podDisruptionBudgets)),
    tokens,
    authorizer,
    serviceAccountTokens,
    pods: (request: RequestContext) => loopbackClient(registry.of(pods), request),
    secrets: (request: RequestContext) => loopbackClient(registry.of(secrets), request),
    nodes: (request: RequestContext) => loopbackClient(registry.of(nodes), { ...request, namespace: undefined }),
  };
  return { admission, deadlines, now: sources.now, peers };
}
