import type { TSchema } from '@sinclair/typebox';
import type { DocumentKind, GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ActionRequest, ActionResult } from './action.ts';
import type { ObjectClient } from './object-client.ts';
import type { UpdateStrategy } from './strategy.ts';

/** What has a path of its own below an object: a part of it, something done with it, or a connection to where it runs. */
export type Subresource<T> = ObjectSubresource<T> | ActionSubresource<T> | ConnectSubresource<T>;

/** A part of an object with rules of its own, read and written as the whole object: `status`. */
export interface ObjectSubresource<T> {
  readonly verbs: readonly ('get' | 'patch' | 'update')[];
  readonly strategy: UpdateStrategy<T>;
}

/** Something done with an object by POSTing another kind, of which nothing is stored: a Binding, an Eviction, a TokenRequest. */
export interface ActionSubresource<T> {
  readonly verbs: readonly ['create'];
  readonly strategy?: never;
  /** The kind of the body. */
  readonly kind: DocumentKind;
  /** The schema of the body. */
  readonly schema: TSchema;
  /** The schema of the answer. */
  readonly answerSchema: TSchema;
  /** Refuses a body that makes no sense. Called when admission has changed it, and before it judges it. @throws StatusError */
  check?(body: unknown, request: ActionRequest): void;
  /**
   * Does it, once the body is decoded and admitted. The body is the function's own.
   * @throws StatusError where it cannot be done.
   */
  perform(body: unknown, objects: ObjectClient<T>, request: ActionRequest): Promise<ActionResult>;
}

/** A connection through the server to where an object runs: `exec`, `log`, `proxy`. */
export interface ConnectSubresource<T> {
  readonly verbs: readonly ('create' | 'delete' | 'get' | 'patch' | 'update')[];
  readonly strategy?: never;
  /** The kind of its options, which stand in the query. */
  readonly kind: GroupVersionKind;
  /** An object whose properties are these options, where there are some. */
  readonly options?: TSchema;
  /** Whether it goes on to any path below it: `proxy/{path}`. */
  readonly withPath?: boolean;
  /** Whether it only reads, as `log` does: it is not admitted then. */
  readonly isRead?: boolean;
  /**
   * Connects, as far as that can be done where no node answers: resolves where there is nothing to be sent.
   * @throws StatusError why there is no connection.
   */
  connect(objects: ObjectClient<T>, request: ConnectRequest): Promise<void>;
}

/** A request for a connection. */
export interface ConnectRequest {
  /** The name in the path. For `proxy` it may say more: `scheme:name:port`. */
  readonly name: string;
  /** The parsed query; a repeated parameter is a list. */
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
}
