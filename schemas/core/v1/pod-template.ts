import type { Static } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, named } from '../../schema.ts';
import { PodSpec } from './pod-spec.ts';

const CORE = 'io.k8s.api.core.v1';

/** What pods made from a template are to be. */
export const PodTemplateSpec = named(`${CORE}.PodTemplateSpec`, {
  metadata: embedded(ObjectMeta, 'Labels and annotations that such pods have.'),
  spec: embedded(PodSpec, 'What such pods are to be.'),
});
export type PodTemplateSpec = Static<typeof PodTemplateSpec>;

/** What pods made from it look like. */
export const PodTemplate = named(
  `${CORE}.PodTemplate`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    template: embedded(PodTemplateSpec, 'What pods made from it look like.'),
  },
  coreKind('PodTemplate', 'What pods made from it look like.'),
);
export type PodTemplate = Static<typeof PodTemplate>;

/** A list of pod templates. */
export const PodTemplateList = objectList(
  `${CORE}.PodTemplateList`,
  PodTemplate,
  coreKind('PodTemplateList', 'A list of pod templates.'),
);
export type PodTemplateList = Static<typeof PodTemplateList>;
