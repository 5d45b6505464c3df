import type { UserInfo } from '../../schemas/authentication/v1/user-info.ts';
import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { GroupResource, GroupVersionKind } from '../apimachinery/group-version-kind.ts';
import type { RequestInfo } from '../apimachinery/request-info.ts';

/** What is done. A patch and an apply are an UPDATE, or a CREATE where there was nothing; an action, such as an eviction, is a CREATE. */
export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** A resource that is written; any ResourceDefinition is one. */
export interface AdmittedResource extends GroupResource {
  /** The kind of its objects. Its version is the resource's. */
  readonly kind: GroupVersionKind;
  /** Whether to create one is to ask something, of which nothing is stored. */
  readonly asksOnly?: boolean;
}

/** What is known of a write before there is one: the same for all requests of a route. */
export interface AdmissionTarget {
  readonly operation: Operation;
  readonly resource: AdmittedResource;
  /** '' for the object itself. */
  readonly subresource: string;
  /** The kind of `object`: that of an action's body, of a connection's options. */
  readonly kind: GroupVersionKind;
}

/** What a request says of how it is to be done. */
export interface AdmissionOptions {
  readonly fieldManager: string | undefined;
  readonly fieldValidation: string;
}

/** Who writes, and what is common to all that is written by a request. */
export interface AdmissionRequest {
  /** Undefined for what lives outside namespaces. */
  readonly namespace: string | undefined;
  /** That of the request: '' where a name is to be generated, and for each object of a collection. */
  readonly name: string;
  readonly user: UserInfo;
  /** What was asked for; absent where the server itself does something. */
  readonly info?: RequestInfo | undefined;
  /** Those of a deletion, or of another write; absent where there are none. */
  readonly options?: AdmissionOptions | DeleteOptions | undefined;
  /** Nothing is stored; everything else happens. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A write that is about to happen, as admission sees it. */
export interface AdmissionAttributes extends AdmissionTarget, AdmissionRequest {
  /** What is to be stored, or the body of an action, or the options of a connection; undefined for a DELETE. */
  readonly object: unknown;
  /** What is stored; undefined for a CREATE and a CONNECT. It is shared, not to be changed. Neither has managedFields. */
  readonly oldObject: unknown;
  /** Tells the client something, whatever becomes of its request: the text of a Warning header. */
  addWarning(text: string): void;
}

/**
 * A rule that reaches across kinds. Its functions reject, or throw, the StatusError that refuses the write; what they answer is
 * undefined where they need not wait. They run again with another old object where a race is lost.
 */
export interface AdmissionPlugin {
  /** The plugin's name, as `--enable-admission-plugins` has it. */
  readonly name: string;
  /** Whether it has anything to say of such writes: asked once. A write that concerns no plugin costs nothing. */
  concerns(target: AdmissionTarget): boolean;
  /**
   * Changes `object`, which is its own, before the kind prepares and validates it. Fields that a subresource leaves as they are
   * cannot be changed: `spec` in a write of `status`.
   */
  admit?(attributes: AdmissionAttributes): Promise<void> | undefined;
  /**
   * Judges what is brought before the kind prepares and validates it, in turn with the `admit` of others. It changes nothing, so that
   * no object has to be made to be changed. A plugin has this or `admit`.
   */
  inspect?(attributes: AdmissionAttributes): Promise<void> | undefined;
  /** Judges the object as it would be stored, with the one that it replaces. It changes nothing. */
  validate?(attributes: AdmissionAttributes): Promise<void> | undefined;
}
