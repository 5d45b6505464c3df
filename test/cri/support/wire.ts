// The container runtime interface as its official definition numbers it, written down a second time: a client made of
// this finds out where the server's own .proto files say something else.

const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ rule: 'repeated', type, id });
const map = (id: number) => ({ keyType: 'string', type: 'string', id });
const message = (fields: object = {}) => ({ fields });
const method = (name: string) => ({ requestType: `${name}Request`, responseType: `${name}Response` });

const RUNTIME = {
  RuntimeService: {
    methods: {
      Version: method('Version'),
      Status: method('Status'),
      UpdateRuntimeConfig: method('UpdateRuntimeConfig'),
      ListPodSandbox: method('ListPodSandbox'),
      PodSandboxStatus: method('PodSandboxStatus'),
      // This server has no such method; what it takes and answers does not matter.
      RunPodSandbox: method('Version'),
    },
  },
  ImageService: { methods: { ImageFsInfo: method('ImageFsInfo'), ListImages: method('ImageFsInfo') } },
  VersionRequest: message({ version: field('string', 1) }),
  VersionResponse: message({
    version: field('string', 1),
    runtime_name: field('string', 2),
    runtime_version: field('string', 3),
    runtime_api_version: field('string', 4),
  }),
  StatusRequest: message({ verbose: field('bool', 1) }),
  StatusResponse: message({
    status: field('RuntimeStatus', 1),
    info: map(2),
    runtime_handlers: list('RuntimeHandler', 3),
    features: field('RuntimeFeatures', 4),
  }),
  RuntimeStatus: message({ conditions: list('RuntimeCondition', 1) }),
  RuntimeCondition: message({
    type: field('string', 1),
    status: field('bool', 2),
    reason: field('string', 3),
    message: field('string', 4),
  }),
  RuntimeHandler: message({ name: field('string', 1), features: field('RuntimeHandlerFeatures', 2) }),
  RuntimeHandlerFeatures: message({
    recursive_read_only_mounts: field('bool', 1),
    user_namespaces: field('bool', 2),
  }),
  RuntimeFeatures: message({
    supplemental_groups_policy: field('bool', 1),
    user_namespaces_host_network: field('bool', 2),
  }),
  UpdateRuntimeConfigRequest: message({ runtime_config: field('RuntimeConfig', 1) }),
  RuntimeConfig: message({ network_config: field('NetworkConfig', 1) }),
  NetworkConfig: message({ pod_cidr: field('string', 1) }),
  UpdateRuntimeConfigResponse: message(),
  ListPodSandboxRequest: message({ filter: field('PodSandboxFilter', 1) }),
  PodSandboxFilter: message({
    id: field('string', 1),
    state: field('PodSandboxStateValue', 2),
    label_selector: map(3),
  }),
  PodSandboxStateValue: message({ state: field('PodSandboxState', 1) }),
  PodSandboxState: { values: { SANDBOX_READY: 0, SANDBOX_NOTREADY: 1 } },
  ListPodSandboxResponse: message({ items: list('PodSandbox', 1) }),
  PodSandbox: message({
    id: field('string', 1),
    metadata: field('PodSandboxMetadata', 2),
    state: field('PodSandboxState', 3),
    created_at: field('int64', 4),
    labels: map(5),
    annotations: map(6),
    runtime_handler: field('string', 7),
  }),
  PodSandboxMetadata: message({
    name: field('string', 1),
    uid: field('string', 2),
    namespace: field('string', 3),
    attempt: field('uint32', 4),
  }),
  PodSandboxStatusRequest: message({ pod_sandbox_id: field('string', 1), verbose: field('bool', 2) }),
  PodSandboxStatusResponse: message({ status: field('PodSandboxStatus', 1), info: map(2) }),
  PodSandboxStatus: message({
    id: field('string', 1),
    metadata: field('PodSandboxMetadata', 2),
    state: field('PodSandboxState', 3),
    created_at: field('int64', 4),
    network: field('PodSandboxNetworkStatus', 5),
    labels: map(7),
    annotations: map(8),
    runtime_handler: field('string', 9),
  }),
  PodSandboxNetworkStatus: message({ ip: field('string', 1), additional_ips: list('PodIP', 2) }),
  PodIP: message({ ip: field('string', 1) }),
  ImageFsInfoRequest: message(),
  ImageFsInfoResponse: message(),
};

const HEALTH = {
  Health: {
    methods: {
      Check: method('HealthCheck'),
      List: method('HealthList'),
      Watch: { ...method('HealthCheck'), responseStream: true },
    },
  },
  HealthCheckRequest: message({ service: field('string', 1) }),
  HealthCheckResponse: message({ status: field('ServingStatus', 1) }),
  ServingStatus: { values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } },
  HealthListRequest: message(),
  HealthListResponse: message({ statuses: { keyType: 'string', type: 'HealthCheckResponse', id: 1 } }),
};

const REFLECTION = {
  ServerReflection: {
    methods: {
      ServerReflectionInfo: { ...method('ServerReflection'), requestStream: true, responseStream: true },
    },
  },
  ServerReflectionRequest: message({
    host: field('string', 1),
    file_by_filename: field('string', 3),
    file_containing_symbol: field('string', 4),
    all_extension_numbers_of_type: field('string', 6),
    list_services: field('string', 7),
  }),
  ServerReflectionResponse: message({
    file_descriptor_response: field('FileDescriptorResponse', 4),
    list_services_response: field('ListServiceResponse', 6),
    error_response: field('ErrorResponse', 7),
  }),
  FileDescriptorResponse: message({ file_descriptor_proto: list('bytes', 1) }),
  ListServiceResponse: message({ service: list('ServiceResponse', 1) }),
  ServiceResponse: message({ name: field('string', 1) }),
  ErrorResponse: message({ error_code: field('int32', 1), error_message: field('string', 2) }),
};

/** What `fromJSON` of @grpc/proto-loader takes, whose own type leaves out half of what it may be. */
export const WIRE: object = {
  nested: {
    runtime: { nested: { v1: { nested: RUNTIME }, v1alpha2: { nested: RUNTIME } } },
    grpc: {
      nested: {
        health: { nested: { v1: { nested: HEALTH } } },
        reflection: { nested: { v1: { nested: REFLECTION }, v1alpha: { nested: REFLECTION } } },
      },
    },
  },
};
