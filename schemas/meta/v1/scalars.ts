import { Type } from '@sinclair/typebox';
import { nullable } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** An instant in RFC 3339 with whole seconds, in UTC. */
export const Time = Type.Unsafe<string>({ $id: `${META}.Time`, type: 'string', format: 'date-time' });

/** An instant that is answered as null where it is not known, and never left out. */
export const NullableTime = nullable(Time);

/** An instant in RFC 3339 with microseconds, in UTC. */
export const MicroTime = Type.Unsafe<string>({ $id: `${META}.MicroTime`, type: 'string', format: 'date-time' });

/** Likewise one that is answered as null where it is not known, and never left out. */
export const NullableMicroTime = nullable(MicroTime);

/** Bytes in base64. */
export const Bytes = Type.String({ format: 'byte' });

/** An amount with a suffix, such as `100m`, `1.5` or `2Gi`, in canonical form. */
export const Quantity = Type.Unsafe<string>({
  $id: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  oneOf: [{ type: 'string' }, { type: 'number' }],
});

/** A port number or a port's name, a number or a percentage: a 32-bit integer or a string. */
export const IntOrString = Type.Unsafe<number | string>({
  $id: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  format: 'int-or-string',
  oneOf: [{ type: 'integer' }, { type: 'string' }],
});
