// The messages of proto/runtime_v1.proto as the handlers see them. A request has every field, set or not; in a response,
// what is left out is empty.

/** Asks who answers. Which version the caller speaks does not matter. */
export interface VersionRequest {
  readonly version: string;
}

/** Who answers. */
export interface VersionResponse {
  readonly version: string;
  readonly runtime_name: string;
  readonly runtime_version: string;
  readonly runtime_api_version: string;
}

/** Asks whether the runtime is ready. */
export interface StatusRequest {
  readonly verbose: boolean;
}

/** Whether the runtime is ready. */
export interface StatusResponse {
  readonly status: { readonly conditions: readonly RuntimeCondition[] };
  readonly info: Readonly<Record<string, string>>;
  readonly runtime_handlers: readonly RuntimeHandler[];
  readonly features: { readonly supplemental_groups_policy: boolean; readonly user_namespaces_host_network: boolean };
}

/** One respect in which the runtime is ready or not. */
export interface RuntimeCondition {
  readonly type: 'RuntimeReady' | 'NetworkReady';
  readonly status: boolean;
  readonly reason: string;
  readonly message: string;
}

/** A way to run containers. */
export interface RuntimeHandler {
  readonly name: string;
}

/** Tells the runtime what the kubelet decided. */
export interface UpdateRuntimeConfigRequest {
  readonly runtime_config: { readonly network_config: { readonly pod_cidr: string } | null } | null;
}

/** Whether a pod's sandbox is of use. */
export type PodSandboxState = 'SANDBOX_READY' | 'SANDBOX_NOTREADY';

/** Asks for the sandboxes that match all that is set. */
export interface ListPodSandboxRequest {
  readonly filter: {
    readonly id: string;
    readonly state: { readonly state: PodSandboxState } | null;
    readonly label_selector: Readonly<Record<string, string>>;
  } | null;
}

/** The sandboxes. */
export interface ListPodSandboxResponse {
  readonly items: readonly PodSandbox[];
}

/** What a list tells of a sandbox. */
export interface PodSandbox {
  readonly id: string;
  readonly metadata: { readonly name: string; readonly uid: string; readonly namespace: string };
  readonly state: PodSandboxState;
  /** Nanoseconds since 1970; exact where it is whole seconds. */
  readonly created_at: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Asks for one sandbox. */
export interface PodSandboxStatusRequest {
  readonly pod_sandbox_id: string;
  readonly verbose: boolean;
}

/** One sandbox. */
export interface PodSandboxStatusResponse {
  readonly status: PodSandbox & {
    readonly network: { readonly ip: string; readonly additional_ips: readonly { readonly ip: string }[] };
  };
  readonly info: Readonly<Record<string, string>>;
}
