import type { Toleration } from '../../../../schemas/core/v1/scheduling.ts';
import type { RuntimeClass, Scheduling } from '../../../../schemas/node/v1/runtime-class.ts';
import { duplicate, type FieldError, requiredField } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { roundUpResources } from '../../../apimachinery/resource-list.ts';
import { isDNS1123Label } from '../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../apimachinery/validation/fields.ts';
import { validateImmutableField } from '../../../apimachinery/validation/immutable-field.ts';
import { validateLabels } from '../../../apimachinery/validation/labels.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateMetadata } from '../../../apimachinery/validation/object-meta.ts';
import { validateMetadataUpdate } from '../../../apimachinery/validation/object-meta-update.ts';
import { validateResources } from '../../../apimachinery/validation/resource-requirements.ts';
import { validateTolerations } from '../../../apimachinery/validation/tolerations.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { deprecatedNodeLabel } from '../../core/deprecated-node-labels.ts';

const HANDLER = FieldPath.of('handler');
const OVERHEAD = FieldPath.of('overhead');
const SCHEDULING = FieldPath.of('scheduling');
const NO_CLAIMS: ReadonlySet<string> = new Set();

/** How runtime classes are created and replaced. The handler stays what it is. */
export const runtimeClassStrategy: CreateStrategy<RuntimeClass> & UpdateStrategy<RuntimeClass> = {
  namespaced: false,
  keptFields: [],
  leavesCanonical: false,
  allowUnconditionalUpdate: false,
  allowCreateOnUpdate: true,

  setDefaults({ overhead }) {
    roundUpResources(overhead?.podFixed);
  },

  prepareForCreate() {},

  validate: validateRuntimeClass,

  warningsOnCreate: schedulingWarnings,

  prepareForUpdate() {},

  validateUpdate(next, old) {
    return [
      ...validateRuntimeClass(next),
      ...validateMetadataUpdate(next.metadata, old.metadata, { formatIsValid: false }),
      ...validateImmutableField(next.handler, old.handler, HANDLER),
    ];
  },

  warningsOnUpdate: schedulingWarnings,
};

function validateRuntimeClass({ metadata, handler, overhead, scheduling }: RuntimeClass): FieldError[] {
  return [
    ...validateMetadata(metadata, false, nameIsDNSSubdomain),
    ...(handler === '' ? [requiredField(HANDLER)] : invalidFor(handler, isDNS1123Label(handler), HANDLER)),
    ...(overhead === undefined ? [] : validateResources({ limits: overhead.podFixed ?? {} }, NO_CLAIMS, OVERHEAD)),
    ...(scheduling === undefined ? [] : validateScheduling(scheduling)),
  ];
}

function validateScheduling({ nodeSelector, tolerations = [] }: Scheduling): FieldError[] {
  return [
    ...validateLabels(nodeSelector, SCHEDULING.child('nodeSelector')),
    ...validateTolerations(tolerations, SCHEDULING.child('tolerations')),
    ...validateUniqueTolerations(tolerations, SCHEDULING.child('tolerations')),
  ];
}

/** Tolerations that differ in their seconds only are the same. */
function validateUniqueTolerations(tolerations: readonly Toleration[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return errorsOfEach(
    tolerations,
    ({ key = '', operator = '', value = '', effect = '', tolerationSeconds = null }, i) => {
      const identity = JSON.stringify([key, operator, value, effect]);
      if (!seen.has(identity)) {
        seen.add(identity);
        return [];
      }
      // kube-apiserver shows the bad value by the names of its own types.
      const shown = {
        Key: key,
        Operator: operator,
        Value: value,
        Effect: effect,
        TolerationSeconds: tolerationSeconds,
      };
      return [duplicate(path.index(i), shown)];
    },
  );
}

function schedulingWarnings({ scheduling }: RuntimeClass): string[] {
  return Object.keys(scheduling?.nodeSelector ?? {})
    .sort()
    .map(deprecatedNodeLabel)
    .filter((message) => message !== undefined)
    .map((message) => `${SCHEDULING.child('nodeSelector')}: ${message}`);
}
