import type { AdmissionPlugin } from '../admission/admission.ts';
import { createOnConnect } from '../admission/create-on-connect.ts';
import { createOnUpdate } from '../admission/create-on-update.ts';
import { roleEscalation } from '../admission/role-escalation.ts';
import type { WriterRights } from '../auth/authorization/rbac/writer-rights.ts';
import type { Turns } from '../time/turns.ts';

/** What stands around the admission plugins where not everybody may do everything. */
export interface WriteGuards {
  /** What comes before all plugins. */
  readonly first: readonly AdmissionPlugin[];
  /** What comes after them. */
  readonly last: AdmissionPlugin;
}

/** Asks about writers what was not asked when their requests were let in. */
export function writeGuards(rights: WriterRights, turns: Pick<Turns, 'pause'>): WriteGuards {
  return { first: [createOnUpdate(rights), createOnConnect(rights)], last: roleEscalation(rights, turns) };
}
