/** Keeps what belongs to a deleted object: its owner references are taken away before the object goes. */
export const ORPHAN_DEPENDENTS = 'orphan';

/** Has what belongs to a deleted object deleted before the object goes. */
export const DELETE_DEPENDENTS = 'foregroundDeletion';

/** Among a namespace's `spec.finalizers`: holds the namespace until its contents are gone. */
export const NAMESPACE_CONTENTS = 'kubernetes';
