import type { Node } from '../../../../schemas/core/v1/node.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { cidrWarnings } from '../../../apimachinery/validation/cidr.ts';
import { warningsOfEach } from '../../../apimachinery/warnings.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { setNodeDefaults } from './defaults.ts';
import { dropConfigSource, dropConfigStatus, dropEmptyNames } from './disabled-fields.ts';
import { validateNode, validateNodeUpdate } from './validation.ts';

const POD_CIDRS = FieldPath.of('spec').child('podCIDRs');

/** How nodes are created, their status included, and, but for that, replaced. */
export const nodeStrategy: CreateStrategy<Node> & UpdateStrategy<Node> = {
  namespaced: false,
  keptFields: ['status'],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,

  setDefaults: setNodeDefaults,

  prepareForCreate({ spec, status }) {
    dropConfigSource(spec);
    dropConfigStatus(status);
    dropEmptyNames(status);
  },

  validate: validateNode,

  warningsOnCreate: nodeWarnings,

  prepareForUpdate({ spec }, old) {
    dropConfigSource(spec, old.spec);
  },

  validateUpdate(next, old) {
    return [...validateNode(next), ...validateNodeUpdate(next, old)];
  },

  warningsOnUpdate: nodeWarnings,
};

function nodeWarnings({ spec: { configSource, externalID = '', podCIDRs = [] } }: Node): string[] {
  return [
    ...(configSource === undefined ? [] : ['spec.configSource: the feature is removed']),
    ...(externalID === '' ? [] : ['spec.externalID: this field is deprecated, and is unused by Kubernetes']),
    ...warningsOfEach(podCIDRs, (value, i) => cidrWarnings(POD_CIDRS.index(i), value)),
  ];
}
