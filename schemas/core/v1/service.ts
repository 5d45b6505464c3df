import type { Static } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, named } from '../../schema.ts';
import { ServiceSpec } from './service-spec.ts';
import { ServiceStatus } from './service-status.ts';

const CORE = 'io.k8s.api.core.v1';

/** A name and an address for what runs in a set of pods. */
export const Service = named(
  `${CORE}.Service`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(ServiceSpec, 'What the service is to be.'),
    status: embedded(ServiceStatus, 'What became of the service.'),
  },
  coreKind('Service', 'A name and an address for what runs in a set of pods.'),
);
export type Service = Static<typeof Service>;

/** A list of services. */
export const ServiceList = objectList(`${CORE}.ServiceList`, Service, coreKind('ServiceList', 'A list of services.'));
export type ServiceList = Static<typeof ServiceList>;
