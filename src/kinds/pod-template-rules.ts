import type { PodTemplateSpec } from '../../schemas/core/v1/pod-template.ts';
import type { FieldError } from '../apimachinery/field-error.ts';
import type { FieldPath } from '../apimachinery/field-path.ts';

/** The rules of pods for kinds that hold a template of one. Kinds never import each other: they are handed in. */
export interface PodTemplateRules {
  /** Fills in what a template may leave out. Mutates it. */
  setDefaults(template: PodTemplateSpec): void;
  /** Drops what belongs to features that are switched off. Mutates it. */
  dropDisabledFields(template: PodTemplateSpec): void;
  /** What is wrong with the template at `path`. */
  validate(template: PodTemplateSpec, path: FieldPath): FieldError[];
  /** What the client should be told of it, though it is accepted. */
  warnings(template: PodTemplateSpec, path: FieldPath): string[];
}
