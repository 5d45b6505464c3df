import { forbidden } from '../../../apimachinery/field-error.ts';
import { validateAnnotations } from '../../../apimachinery/validation/annotations.ts';
import { validateLabels } from '../../../apimachinery/validation/labels.ts';
import type { PodTemplateRules } from '../../pod-template-rules.ts';
import { validatePodAnnotations } from './annotations.ts';
import { setPodTemplateDefaults } from './defaults.ts';
import { dropDisabledSpecFields } from './disabled-spec-fields.ts';
import { validatePodSpec } from './validation/pod-spec.ts';
import { validateProfileAnnotations } from './validation/profile-annotations.ts';
import { warningsForPodTemplate } from './warnings.ts';

/** What holds for pods holds for pods that are yet to be made, but for what only a pod itself can have. */
export const podTemplateRules: PodTemplateRules = {
  setDefaults: setPodTemplateDefaults,

  dropDisabledFields({ spec }) {
    dropDisabledSpecFields(spec);
  },

  validate(template, path) {
    const { metadata, spec } = template;
    const errors = [
      ...validateLabels(metadata.labels, path.child('labels')),
      ...validateAnnotations(metadata.annotations, path.child('annotations')),
      ...validatePodAnnotations(metadata.annotations, () => spec, undefined, path.child('annotations')),
      ...validatePodSpec(spec, undefined, path.child('spec')),
      ...validateProfileAnnotations(template, path.child('spec')),
    ];
    if (spec.ephemeralContainers !== undefined) {
      const at = path.child('spec').child('ephemeralContainers');
      errors.push(forbidden(at, 'ephemeral containers not allowed in pod template'));
    }
    return errors;
  },

  warnings(template, path) {
    return warningsForPodTemplate(template, path.child('metadata'), path.child('spec'));
  },
};
