import { status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Logger } from '../process/log.ts';
import type { Backend, NodePod } from './backend.ts';
import type { ApiVersion } from './load-services.ts';
import type {
  ListPodSandboxRequest,
  PodSandboxStatusRequest,
  StatusRequest,
  UpdateRuntimeConfigRequest,
  VersionRequest,
  VersionResponse,
} from './messages.ts';
import { answerListPodSandbox, answerPodSandboxStatus } from './pod-sandboxes.ts';
import { answerStatus, type StatusSources } from './status.ts';
import { RpcError, unary } from './unary.ts';

/** What the runtime service depends on, in either version. */
export interface RuntimeServiceOptions {
  /** The package's version. */
  readonly version: string;
  readonly backend: Backend;
  readonly status: StatusSources;
  /** Takes what UpdateRuntimeConfig brings. */
  readonly setPodCidr: (podCidr: string) => void;
  readonly logger: Logger;
}

/** The methods of RuntimeService that this server has. gRPC answers others UNIMPLEMENTED, and names them. */
export function runtimeService(apiVersion: ApiVersion, options: RuntimeServiceOptions): UntypedServiceImplementation {
  const { version, backend, logger } = options;
  const listPods = async (signal: AbortSignal): Promise<readonly NodePod[]> => {
    try {
      return await backend.listPods(signal);
    } catch (error) {
      throw new RpcError(status.UNAVAILABLE, error instanceof Error ? error.message : String(error));
    }
  };
  return {
    Version: unary<VersionRequest, VersionResponse>(logger, async () => ({
      // What kubelet and critest call the version of the kubelet's runtime API; every runtime answers it.
      version: '0.1.0',
      runtime_name: 'podledger',
      runtime_version: version,
      runtime_api_version: apiVersion,
    })),
    Status: unary(logger, (request: StatusRequest) => answerStatus(options.status, request)),
    UpdateRuntimeConfig: unary(logger, async ({ runtime_config }: UpdateRuntimeConfigRequest) => {
      options.setPodCidr(runtime_config?.network_config?.pod_cidr ?? '');
      return {};
    }),
    ListPodSandbox: unary(logger, async (request: ListPodSandboxRequest, signal) =>
      answerListPodSandbox(await listPods(signal()), request),
    ),
    PodSandboxStatus: unary(logger, async (request: PodSandboxStatusRequest, signal) => {
      const answer = answerPodSandboxStatus(await listPods(signal()), request);
      if (answer !== undefined) return answer;
      throw new RpcError(status.NOT_FOUND, `pod sandbox ${JSON.stringify(request.pod_sandbox_id)} not found`);
    }),
  };
}

/** The one method of ImageService: critest asks it before its specs begin. There are no images, so there is nothing to tell. */
export function imageService(logger: Logger): UntypedServiceImplementation {
  return { ImageFsInfo: unary(logger, async () => ({})) };
}
