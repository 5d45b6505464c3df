import {
  CustomResourceDefinition,
  CustomResourceDefinitionList,
} from '../../../../schemas/apiextensions/v1/custom-resource-definition.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import { defineResource } from '../../../registry/definition/resource-definition.ts';
import { shownSpec, storedSpec } from './stored-spec.ts';

/**
 * Custom resource definitions, of which there are none: kinds are not added while a server runs. They can be listed, since
 * kubectl looks among them for a kind that it does not know before it says so; whoever creates one is told that this is not allowed.
 */
export const customResourceDefinitions = defineResource<CustomResourceDefinition>({
  kind: { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' },
  resource: 'customresourcedefinitions',
  singularName: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  verbs: ['get', 'list', 'watch'],
  schema: CustomResourceDefinition,
  listSchema: CustomResourceDefinitionList,
  viewOf: {
    kind: { group: 'apiextensions.k8s.io', version: 'v1beta1', kind: 'CustomResourceDefinition' },
    // It has the same fields; what is within the spec is not looked at before it is converted.
    schema: CustomResourceDefinition,
    fields: {},
    converted: { spec: { read: shownSpec, write: storedSpec } },
  },
  storedAs: 'apiextensions.k8s.io/customresourcedefinitions',
  strategy: { ...plainStrategy, namespaced: false, validate: () => [], validateUpdate: () => [] },
  subresources: {},
  deletion: {},
});
