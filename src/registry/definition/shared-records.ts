/**
 * What all servers of a store have in common beside objects: texts under keys of their own, which are changed by compare-and-swap. The
 * keys and texts are kube-apiserver's where that has such records.
 */
export interface SharedRecords {
  /** Whether there is a record, as far as this server has seen: it may have come or gone. */
  seen(key: string): boolean;
  /** The text under a key; undefined where there is none. */
  read(key: string, signal: AbortSignal | undefined): Promise<string | undefined>;
  /**
   * Changes a record to what `change` makes of its text; undefined stands for no record, before and after. Where another server was
   * faster, `change` is called again with what that wrote. What it throws is thrown on, and nothing is changed then.
   * @throws StatusError where the store does not answer: 504 where the change may have been made
   */
  update(
    key: string,
    change: (text: string | undefined) => string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void>;
}
