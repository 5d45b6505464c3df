import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, enumerated, explicit, Int32, kindOf, named, optional } from '../../schema.ts';

const SCHEDULING = 'io.k8s.api.scheduling.v1';
const GROUP = 'scheduling.k8s.io';

/** A name for a priority that pods can have. */
export const PriorityClass = named(
  `${SCHEDULING}.PriorityClass`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    value: embedded(Int32, 'The priority; the higher, the more important.', { default: 0 }),
    globalDefault: optional(Type.Boolean(), 'Whether pods that name no class have this one.'),
    description: optional(Type.String(), 'When the class is to be used.'),
    preemptionPolicy: explicit(
      enumerated('Never', 'PreemptLowerPriority'),
      'Whether its pods push out those of lower priority: `PreemptLowerPriority` or `Never`.',
    ),
  },
  kindOf(GROUP, 'PriorityClass', 'A name for a priority that pods can have.'),
);
export type PriorityClass = Static<typeof PriorityClass>;

/** A list of priority classes. */
export const PriorityClassList = objectList(
  `${SCHEDULING}.PriorityClassList`,
  PriorityClass,
  kindOf(GROUP, 'PriorityClassList', 'A list of priority classes.'),
);
export type PriorityClassList = Static<typeof PriorityClassList>;
