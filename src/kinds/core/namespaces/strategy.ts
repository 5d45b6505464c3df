import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import type { FieldError } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { NAMESPACE_CONTENTS } from '../../../apimachinery/finalizers.ts';
import { isDNS1123Label } from '../../../apimachinery/validation/dns-names.ts';
import { validateFinalizerName, validateKubernetesFinalizerName } from '../../../apimachinery/validation/finalizers.ts';
import { nameIsDNSLabel } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';

/** The label that makes namespaces selectable by name (KEP-2161). */
const NAME_LABEL = 'kubernetes.io/metadata.name';

const SPEC_FINALIZERS = FieldPath.of('spec').child('finalizers');

/** How namespaces are created and, but for their status and their finalizers, replaced. */
export const namespaceStrategy: CreateStrategy<Namespace> & UpdateStrategy<Namespace> = {
  namespaced: false,
  keptFields: ['status'],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,

  setDefaults(namespace) {
    setNameLabel(namespace);
    namespace.status.phase ||= 'Active';
  },

  prepareForCreate(namespace) {
    namespace.status = { phase: 'Active' };
    const { finalizers = [] } = namespace.spec;
    if (!finalizers.includes(NAMESPACE_CONTENTS)) namespace.spec.finalizers = [...finalizers, NAMESPACE_CONTENTS];
    // A generated name is known only now. It labels what is accepted, but is not looked at as a label.
    if (isDNS1123Label(namespace.metadata.name ?? '').length === 0) setNameLabel(namespace);
  },

  validate: validateNamespace,

  warningsOnCreate() {
    return [];
  },

  prepareForUpdate({ spec }, old) {
    const { finalizers } = old.spec;
    if (finalizers === undefined) delete spec.finalizers;
    else spec.finalizers = finalizers;
  },

  validateUpdate(next, old) {
    return [...validateNamespace(next), ...validateObjectMetaUpdate(next.metadata, old.metadata)];
  },

  warningsOnUpdate() {
    return [];
  },
};

function validateNamespace({ metadata, spec }: Namespace): FieldError[] {
  return [
    ...validateObjectMeta(metadata, false, nameIsDNSLabel),
    ...errorsOfEach(spec.finalizers ?? [], (name) => [
      ...validateFinalizerName(name, SPEC_FINALIZERS),
      ...validateKubernetesFinalizerName(name, SPEC_FINALIZERS),
    ]),
  ];
}

function setNameLabel({ metadata }: Namespace): void {
  const { name = '' } = metadata;
  if (name !== '') metadata.labels = { ...metadata.labels, [NAME_LABEL]: name };
}
