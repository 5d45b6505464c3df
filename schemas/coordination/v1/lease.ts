import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { MicroTime } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, explicit, Int32, kindOf, named, optional, zeroOr } from '../../schema.ts';

const COORDINATION = 'io.k8s.api.coordination.v1';
const GROUP = 'coordination.k8s.io';

/** Who holds a lease, and until when. */
export const LeaseSpec = named(`${COORDINATION}.LeaseSpec`, {
  holderIdentity: explicit(Type.String(), 'Who holds the lease; nobody where it is empty.'),
  leaseDurationSeconds: explicit(Int32, 'How long the others wait after the last renewal before they take the lease.'),
  acquireTime: optional(zeroOr(MicroTime), 'When the holder took the lease.'),
  renewTime: optional(zeroOr(MicroTime), 'When the holder last renewed the lease.'),
  leaseTransitions: explicit(Int32, 'How often the lease has gone from one holder to another.'),
  strategy: explicit(Type.String(), 'How the next holder is chosen, in coordinated leader election.'),
  preferredHolder: explicit(Type.String(), 'To whom the holder should give the lease up; only with a strategy.'),
});
export type LeaseSpec = Static<typeof LeaseSpec>;

/** A claim that its holder renews: to lead, or, for nodes, to be alive. */
export const Lease = named(
  `${COORDINATION}.Lease`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(LeaseSpec, 'Who holds the lease, and until when.'),
  },
  kindOf(GROUP, 'Lease', 'A claim that its holder renews: to lead, or, for nodes, to be alive.'),
);
export type Lease = Static<typeof Lease>;

/** A list of leases. */
export const LeaseList = objectList(
  `${COORDINATION}.LeaseList`,
  Lease,
  kindOf(GROUP, 'LeaseList', 'A list of leases.'),
);
export type LeaseList = Static<typeof LeaseList>;
