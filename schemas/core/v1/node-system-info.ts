import { type Static, Type } from '@sinclair/typebox';
import { explicit, Integer64, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** What is known of the swap space of a node. */
export const NodeSwapStatus = named(`${CORE}.NodeSwapStatus`, {
  capacity: explicit(Integer64, 'Its size in bytes.'),
});
export type NodeSwapStatus = Static<typeof NodeSwapStatus>;

/** What a node is made of. */
export const NodeSystemInfo = named(`${CORE}.NodeSystemInfo`, {
  machineID: required(Type.String(), 'The id in /etc/machine-id.'),
  systemUUID: required(Type.String(), 'The id in the firmware.'),
  bootID: required(Type.String(), 'An id that is new with each start.'),
  kernelVersion: required(Type.String(), 'Version of the kernel.'),
  osImage: required(Type.String(), 'Name of the operating system as its image has it.'),
  containerRuntimeVersion: required(
    Type.String(),
    'Name and version of the container runtime, such as `containerd://2.1.0`.',
  ),
  kubeletVersion: required(Type.String(), 'Version of the kubelet.'),
  kubeProxyVersion: required(Type.String(), 'Once the version of kube-proxy; of no meaning.'),
  operatingSystem: required(Type.String(), 'The operating system: `linux` or `windows`.'),
  architecture: required(Type.String(), 'The processor architecture, such as `amd64`.'),
  swap: optional(NodeSwapStatus, 'What is known of its swap space.'),
});
export type NodeSystemInfo = Static<typeof NodeSystemInfo>;
