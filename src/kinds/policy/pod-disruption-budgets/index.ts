import { PodDisruptionBudget, PodDisruptionBudgetList } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { defineResource } from '../../../registry/definition/resource-definition.ts';
import { podDisruptionBudgetStatusStrategy } from './status-strategy.ts';
import { podDisruptionBudgetStrategy } from './strategy.ts';
import { podDisruptionBudgetTable } from './table.ts';

/** Budgets that limit how many of a set of pods may be evicted at a time. */
export const podDisruptionBudgets = defineResource<PodDisruptionBudget>({
  kind: { group: 'policy', version: 'v1', kind: 'PodDisruptionBudget' },
  resource: 'poddisruptionbudgets',
  singularName: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  schema: PodDisruptionBudget,
  listSchema: PodDisruptionBudgetList,
  strategy: podDisruptionBudgetStrategy,
  subresources: { status: { verbs: ['get', 'patch', 'update'], strategy: podDisruptionBudgetStatusStrategy } },
  table: podDisruptionBudgetTable,
  deletion: {},
});
