import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { Bytes } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, explicit, keptEmpty, mapOf, named, optional } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Bytes by name that are not for everyone to see. */
export const Secret = named(
  `${CORE}.Secret`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    immutable: explicit(Type.Boolean(), 'Whether the data may never change again, nor this field.'),
    data: keptEmpty(mapOf(Bytes), 'Bytes by name, in base64.'),
    stringData: optional(
      mapOf(Type.String()),
      'Texts by name, for writing only: they go into `data`, in place of what has the same name there.',
    ),
    type: optional(Type.String(), 'What the secret is for, which decides on the names it has; it never changes.'),
  },
  coreKind('Secret', 'Bytes by name that are not for everyone to see.'),
);
export type Secret = Static<typeof Secret>;

/** A list of Secrets. */
export const SecretList = objectList(`${CORE}.SecretList`, Secret, coreKind('SecretList', 'A list of Secrets.'));
export type SecretList = Static<typeof SecretList>;
