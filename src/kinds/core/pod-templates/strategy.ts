import type { PodTemplate } from '../../../../schemas/core/v1/pod-template.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import type { PodTemplateRules } from '../../pod-template-rules.ts';

const TEMPLATE = FieldPath.of('template');

/** How PodTemplates are created and replaced. */
export function podTemplateStrategy(
  rules: PodTemplateRules,
): CreateStrategy<PodTemplate> & UpdateStrategy<PodTemplate> {
  return {
    ...plainStrategy,

    setDefaults({ template }) {
      rules.setDefaults(template);
    },

    prepareForCreate({ metadata, template }) {
      metadata.generation = 1;
      rules.dropDisabledFields(template);
    },

    validate({ metadata, template }) {
      return [...validateObjectMeta(metadata, true, nameIsDNSSubdomain), ...rules.validate(template, TEMPLATE)];
    },

    warningsOnCreate({ template }) {
      return rules.warnings(template, TEMPLATE);
    },

    prepareForUpdate(next, old) {
      rules.dropDisabledFields(next.template);
      // The generation counts changes of the template.
      if (!isSemanticallyEqual(next.template, old.template)) {
        next.metadata.generation = Number(old.metadata.generation ?? 0) + 1;
      }
    },

    validateUpdate({ metadata, template }, old) {
      return [...validateObjectMetaUpdate(metadata, old.metadata), ...rules.validate(template, TEMPLATE)];
    },

    warningsOnUpdate({ metadata, template }, old) {
      return metadata.generation === old.metadata.generation ? [] : rules.warnings(template, TEMPLATE);
    },
  };
}
