/** What the container runtime interface needs of the server that it stands beside. */
export interface Backend {
  /** Resolves where the store answers; rejects with what is wrong where it does not. */
  checkStore(signal: AbortSignal): Promise<void>;
  /** The pods that are bound to this node, in an order that stays the same. */
  listPods(signal: AbortSignal): Promise<readonly NodePod[]>;
}

/** What is told of a pod. */
export interface NodePod {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Pending, Running, Succeeded, Failed or Unknown; empty where none was reported. */
  readonly phase: string;
  /** Whether a deletionTimestamp is set. */
  readonly deleted: boolean;
  /** The first one is the pod's address, others are of another family. */
  readonly ips: readonly string[];
}

/** What is reported of this node. */
export interface NodeCondition {
  readonly type: 'NetworkUnavailable' | 'Ready';
  readonly status: 'False' | 'True';
  readonly reason: string;
  readonly message: string;
}

/** Takes what is reported of this node. Every call rejects where it cannot be stored. */
export interface NodeReports {
  /** Takes the conditions of the node; resolves to whether there is such a node. What is known already is not written again. */
  setConditions(conditions: readonly NodeCondition[], signal: AbortSignal): Promise<boolean>;
  /** Takes a sign of life, where there is such a node. */
  renewLease(signal: AbortSignal): Promise<void>;
}
