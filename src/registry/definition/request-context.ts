import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import { APISERVER } from '../../auth/authentication/well-known-users.ts';

/** Where a request is about, and how long it may take. */
export interface ReadContext {
  /** The namespace of the path; undefined for kinds outside namespaces, and for all namespaces in a list. */
  readonly namespace: string | undefined;
  /** Aborts when the request's time is up. */
  readonly signal: AbortSignal | undefined;
}

/** What a request may say of how it is to be done, beside what and whether it is a dry run. */
export interface RequestOptions {
  /** Who writes, where the request says so itself. */
  readonly fieldManager: string | undefined;
  readonly fieldValidation: string;
}

/** What every request brings. */
export interface RequestContext extends ReadContext {
  /** Who asks. */
  readonly user: UserInfo;
  /** What was asked for; absent where the server itself does something. */
  readonly info?: RequestInfo;
  /** Absent where the server itself does something, and where a request has none of these. */
  readonly options?: RequestOptions;
  /** Who writes, for the ownership of fields. Where nobody is named, a write leaves it as it is. */
  readonly manager?: string | undefined;
}

/** What the server itself does, on nobody's behalf. */
export function ownRequest(context: ReadContext & Pick<RequestContext, 'manager'>): RequestContext {
  return { ...context, user: APISERVER };
}
