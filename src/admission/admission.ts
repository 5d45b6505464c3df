import type { GroupResource } from '../apimachinery/group-version-kind.ts';

/** What a write is of. */
export interface AdmittedResource extends GroupResource {
  /** Whether to create one is to ask something, of which nothing is stored. */
  readonly asksOnly?: boolean;
}

/** A write that is about to happen, as admission sees it. */
export interface AdmissionAttributes {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly resource: AdmittedResource;
  readonly subresource: string;
  /** Undefined for kinds that live outside namespaces. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** What a CREATE brings: an object, or the body of an action. A plugin may change it. Absent otherwise. */
  readonly object?: unknown;
  readonly signal: AbortSignal | undefined;
}

/**
 * A rule that reaches across kinds. `admit` rejects with the StatusError that refuses the write.
 * It runs before the kind's own rules, once for each write.
 */
export interface AdmissionPlugin {
  /** The plugin's name, as `--enable-admission-plugins` has it. */
  readonly name: string;
  /** Resolves where the write may go on. Undefined instead of a promise costs a write nothing. */
  admit(attributes: AdmissionAttributes): Promise<void> | undefined;
}

/** The plugins of a server, in order. */
export type AdmissionChain = readonly AdmissionPlugin[];

/** Asks every plugin in turn; rejects with the first refusal. Undefined where none of them has to wait for anything. */
export function admit(chain: AdmissionChain, attributes: AdmissionAttributes): Promise<void> | undefined {
  for (const [i, plugin] of chain.entries()) {
    const pending = plugin.admit(attributes);
    if (pending !== undefined) return pending.then(() => admit(chain.slice(i + 1), attributes));
  }
  return undefined;
}
