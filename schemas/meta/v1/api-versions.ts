import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, listOf, named, required } from '../../schema.ts';
import { typeMeta } from './type-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Where clients of one network find the server. */
export const ServerAddressByClientCIDR = named(`${META}.ServerAddressByClientCIDR`, {
  clientCIDR: required(Type.String(), 'The network whose clients are meant.'),
  serverAddress: required(Type.String(), 'Host and port under which those clients reach the server.'),
});
export type ServerAddressByClientCIDR = Static<typeof ServerAddressByClientCIDR>;

/** The versions of the core group. */
export const APIVersions = named(
  `${META}.APIVersions`,
  {
    ...typeMeta,
    versions: required(listOf(Type.String(), ATOMIC), 'The versions that are served.'),
    serverAddressByClientCIDRs: required(
      listOf(ServerAddressByClientCIDR, ATOMIC),
      'Where clients find the server, by the network that they are in.',
    ),
  },
  coreKind('APIVersions', 'The versions of the core group.'),
);
export type APIVersions = Static<typeof APIVersions>;
