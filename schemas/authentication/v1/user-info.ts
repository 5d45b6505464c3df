import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, listOf, mapOf, named, optional } from '../../schema.ts';

/** Who someone is, as authentication found out. */
export const UserInfo = named('io.k8s.api.authentication.v1.UserInfo', {
  username: optional(Type.String(), 'The name that tells the user from all others.'),
  uid: optional(Type.String(), 'An id that stays where the name is given to someone else.'),
  groups: optional(listOf(Type.String(), ATOMIC), 'The groups to which the user belongs.'),
  extra: optional(mapOf(listOf(Type.String())), 'What else the authenticator has to say.'),
});
export type UserInfo = Static<typeof UserInfo>;
