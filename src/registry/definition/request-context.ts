/** What every request brings. */
export interface RequestContext {
  /** The namespace of the path; undefined for kinds outside namespaces, and for all namespaces in a list. */
  readonly namespace: string | undefined;
  /** Aborts when the request's time is up. */
  readonly signal: AbortSignal | undefined;
  /** Who writes, for the ownership of fields. Where nobody is named, a write leaves it as it is. */
  readonly manager?: string | undefined;
}
