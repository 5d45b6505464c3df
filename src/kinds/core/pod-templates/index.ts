import { PodTemplate, PodTemplateList } from '../../../../schemas/core/v1/pod-template.ts';
import {
  defineResource,
  type ResourceDefinition,
  STANDARD_VERBS,
} from '../../../registry/definition/resource-definition.ts';
import type { PodTemplateRules } from '../../pod-template-rules.ts';
import { podTemplateStrategy } from './strategy.ts';
import { podTemplateTable } from './table.ts';

/** PodTemplates, by the rules of pods. */
export function podTemplates(rules: PodTemplateRules): ResourceDefinition<PodTemplate> {
  return defineResource<PodTemplate>({
    kind: { group: '', version: 'v1', kind: 'PodTemplate' },
    resource: 'podtemplates',
    singularName: 'podtemplate',
    shortNames: [],
    categories: [],
    verbs: STANDARD_VERBS,
    schema: PodTemplate,
    listSchema: PodTemplateList,
    strategy: podTemplateStrategy(rules),
    subresources: {},
    table: podTemplateTable,
    deletion: { returnsObject: true },
  });
}
