import type { TSchema } from '@sinclair/typebox';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import {
  PodAttachOptions,
  PodExecOptions,
  PodPortForwardOptions,
} from '../../../../schemas/core/v1/pod-connect-options.ts';
import { badRequest } from '../../../apimachinery/status-error.ts';
import type { ObjectClient } from '../../../registry/definition/object-client.ts';
import type { ConnectRequest, ConnectSubresource } from '../../../registry/definition/subresource.ts';
import { checkContainer } from './container-of.ts';
import { noKubelet } from './no-kubelet.ts';
import { allQuery, firstQuery } from './query.ts';

/** The subresource pods/exec: a command in a container. */
export const podExec = streamOf('exec', 'PodExecOptions', PodExecOptions);

/** The subresource pods/attach: the streams of a container's first process. */
export const podAttach = streamOf('attach', 'PodAttachOptions', PodAttachOptions);

/** The subresource pods/portforward: connections to a pod's ports. */
export const podPortForward: ConnectSubresource<Pod> = {
  verbs: ['create', 'get'],
  kind: { group: '', version: 'v1', kind: 'PodPortForwardOptions' },
  options: PodPortForwardOptions,
  async connect(pods, request) {
    checkPorts(request);
    throw notConnected(await pods.get(request.name), 'portforward', request);
  },
};

function streamOf(subresource: 'attach' | 'exec', kind: string, options: TSchema): ConnectSubresource<Pod> {
  return {
    verbs: ['create', 'get'],
    kind: { group: '', version: 'v1', kind },
    options,
    async connect(pods: ObjectClient<Pod>, request) {
      const pod = await pods.get(request.name);
      checkContainer(pod, firstQuery(request, 'container') ?? '');
      throw notConnected(pod, subresource, request);
    },
  };
}

function notConnected(pod: Pod, subresource: string, { name }: ConnectRequest) {
  if ((pod.spec.nodeName ?? '') === '') return badRequest(`pod ${name} does not have a host assigned`);
  return noKubelet(pod, subresource);
}

/** Ports are numbers of 16 bits, some in one parameter or each in its own. */
function checkPorts(request: ConnectRequest): void {
  for (const port of allQuery(request, 'ports').flatMap((list) => list.split(','))) {
    const problem = !/^\d+$/.test(port) ? 'invalid syntax' : Number(port) > 0xffff ? 'value out of range' : undefined;
    if (problem === undefined) continue;
    throw badRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${JSON.stringify(port)}: ${problem}`);
  }
}
