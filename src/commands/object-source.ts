/** Where objects come from that are exported. */
export interface ObjectSource {
  /** The version at which all of them stood. */
  readonly version: string;
  /** How many there are; undefined where that is not known beforehand. */
  readonly count: number | undefined;
  /** The objects as JSON documents, in an order in which they can be imported. */
  objects(): AsyncIterable<string>;
  /** Lines that say what was left out; to be asked when all objects are read. */
  leftOut(): readonly string[];
  close(): Promise<void>;
}
