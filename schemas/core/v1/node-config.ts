import { type Static, Type } from '@sinclair/typebox';
import { named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Names a ConfigMap with a configuration of the kubelet. */
export const ConfigMapNodeConfigSource = named(`${CORE}.ConfigMapNodeConfigSource`, {
  namespace: required(Type.String(), 'Namespace of the ConfigMap.'),
  name: required(Type.String(), 'Name of the ConfigMap.'),
  uid: optional(Type.String(), 'The uid that the ConfigMap has; only in the status.'),
  resourceVersion: optional(Type.String(), 'Version of the ConfigMap; only in the status.'),
  kubeletConfigKey: required(Type.String(), 'Key under which the configuration stands.'),
});
export type ConfigMapNodeConfigSource = Static<typeof ConfigMapNodeConfigSource>;

/** Where the kubelet once took its configuration from. */
export const NodeConfigSource = named(`${CORE}.NodeConfigSource`, {
  configMap: optional(ConfigMapNodeConfigSource, 'A ConfigMap that has it.'),
});
export type NodeConfigSource = Static<typeof NodeConfigSource>;

/** What became of the configuration that the kubelet was given. */
export const NodeConfigStatus = named(`${CORE}.NodeConfigStatus`, {
  assigned: optional(NodeConfigSource, 'The configuration that the node is to use.'),
  active: optional(NodeConfigSource, 'The configuration that the node uses.'),
  lastKnownGood: optional(NodeConfigSource, 'The configuration to which it goes back where the assigned one fails.'),
  error: optional(Type.String(), 'What is wrong with the assigned configuration.'),
});
export type NodeConfigStatus = Static<typeof NodeConfigStatus>;
