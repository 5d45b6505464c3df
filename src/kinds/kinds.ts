import type { ApiObject } from '../apimachinery/api-object.ts';
import type { ActionResource } from '../registry/definition/action.ts';
import type { ResourceDefinition } from '../registry/definition/resource-definition.ts';
import { customResourceDefinitions } from './apiextensions/custom-resource-definitions/index.ts';
import { selfSubjectReviews, tokenReviews } from './authentication/reviews.ts';
import {
  localSubjectAccessReviews,
  selfSubjectAccessReviews,
  selfSubjectRulesReviews,
  subjectAccessReviews,
} from './authorization/reviews.ts';
import { leases } from './coordination/leases/index.ts';
import { configMaps } from './core/config-maps/index.ts';
import { endpoints } from './core/endpoints/index.ts';
import { eventsV1 } from './core/events/events-v1.ts';
import { events } from './core/events/index.ts';
import { namespaces } from './core/namespaces/index.ts';
import { nodes } from './core/nodes/index.ts';
import { podTemplates } from './core/pod-templates/index.ts';
import { bindings } from './core/pods/binding.ts';
import { pods } from './core/pods/index.ts';
import { podTemplateRules } from './core/pods/template-rules.ts';
import { secrets } from './core/secrets/index.ts';
import { serviceAccounts } from './core/service-accounts/index.ts';
import { services } from './core/services/index.ts';
import { runtimeClasses } from './node/runtime-classes/index.ts';
import { podDisruptionBudgets } from './policy/pod-disruption-budgets/index.ts';
import { clusterRoleBindings } from './rbac/cluster-role-bindings/index.ts';
import { clusterRoles } from './rbac/cluster-roles/index.ts';
import { roleBindings } from './rbac/role-bindings/index.ts';
import { roles } from './rbac/roles/index.ts';
import { priorityClasses } from './scheduling/priority-classes/index.ts';

/** The kinds that are served: one line each. */
export const kinds: readonly ResourceDefinition<ApiObject>[] = [
  namespaces,
  pods,
  configMaps,
  secrets,
  serviceAccounts,
  services,
  endpoints,
  podTemplates(podTemplateRules),
  events,
  eventsV1,
  podDisruptionBudgets,
  leases,
  roles,
  clusterRoles,
  roleBindings,
  clusterRoleBindings,
  priorityClasses,
  runtimeClasses,
  nodes,
  customResourceDefinitions,
];

/** The kinds of which nothing is stored: to create one is to have something done, or to ask something. */
export const actionKinds: readonly ActionResource[] = [
  bindings,
  selfSubjectReviews,
  tokenReviews,
  subjectAccessReviews,
  localSubjectAccessReviews,
  selfSubjectAccessReviews,
  selfSubjectRulesReviews,
];
