import { PriorityClass, PriorityClassList } from '../../../../schemas/scheduling/v1/priority-class.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { priorityClassStrategy } from './strategy.ts';
import { refuseSystemPriorityClass } from './system-classes.ts';
import { priorityClassTable } from './table.ts';

/** Priority classes. */
export const priorityClasses = defineResource<PriorityClass>({
  kind: { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass' },
  resource: 'priorityclasses',
  singularName: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: PriorityClass,
  listSchema: PriorityClassList,
  strategy: priorityClassStrategy,
  subresources: {},
  table: priorityClassTable,
  deletion: { refusal: refuseSystemPriorityClass },
});
