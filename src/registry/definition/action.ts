import type { TSchema } from '@sinclair/typebox';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { Peers } from './peers.ts';
import type { RequestContext } from './request-context.ts';

/** A request to have something done. */
export interface ActionRequest extends RequestContext {
  /** The name in the path; that of the body where the path has none. */
  readonly name: string;
  /** Nothing is stored; everything else happens. */
  readonly dryRun: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly peers: Peers;
}

/** What came of an action, to be answered. */
export interface ActionResult {
  readonly code: number;
  /** A Status, or the body with what was found out filled in. */
  readonly object: object;
  /** What the client is to be told beside it. */
  readonly warnings?: readonly string[];
}

/** Done, and there is nothing more to say: 201 with a Status. */
export const SUCCESS: ActionResult = {
  code: 201,
  object: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
};

/** A resource of which nothing is stored: to create one is to have something done, or to ask something. */
export interface ActionResource {
  readonly kind: GroupVersionKind;
  /** The resource's name in paths, in plural. */
  readonly resource: string;
  readonly singularName: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly ['create'];
  /** The schema of the body. */
  readonly schema: TSchema;
  /** The schema of the answer, where that is not the body with what was found out. */
  readonly answerSchema?: TSchema;
  readonly strategy: { readonly namespaced: boolean };
  /** Whether it does nothing but answer, which it then does for namespaces that do not exist, too. */
  readonly asksOnly?: boolean;
  readonly subresources: Readonly<Record<string, never>>;
  /** Refuses a body that makes no sense. Called when admission has changed it, and before it judges it. @throws StatusError */
  check?(body: unknown, request: ActionRequest): void;
  /** Does it, once the body is decoded and admitted. The body is the function's own. @throws StatusError */
  perform(body: unknown, request: ActionRequest): Promise<ActionResult>;
}
