import { type Static, Type } from '@sinclair/typebox';
import { coreKind, named, required } from '../../schema.ts';

/** Any object. */
export const RawExtension = Type.Unsafe<object>({
  $id: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
  type: 'object',
});

/** One change that a watch tells of. */
export const WatchEvent = named(
  'io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent',
  {
    type: required(Type.String(), 'What has happened: `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`.'),
    object: required(
      RawExtension,
      'The object as it is now, or as it was before it was deleted; a Status where the watch has failed.',
    ),
  },
  coreKind('WatchEvent', 'One change that a watch tells of.'),
);
export type WatchEvent = Static<typeof WatchEvent>;
