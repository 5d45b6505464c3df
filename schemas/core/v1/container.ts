import { type Static, Type } from '@sinclair/typebox';
import {
  ATOMIC,
  embedded,
  enumerated,
  explicit,
  keyedBy,
  listOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';
import { ContainerPort } from './container-port.ts';
import { ContainerRestartRule } from './container-restart-rule.ts';
import { EnvFromSource, EnvVar } from './env.ts';
import { Lifecycle } from './lifecycle.ts';
import { Probe } from './probe.ts';
import { ContainerResizePolicy, ResourceRequirements } from './resources.ts';
import { SecurityContext } from './security-context.ts';
import { VolumeDevice, VolumeMount } from './volume-mount.ts';

const CORE = 'io.k8s.api.core.v1';

const containerProperties = {
  name: required(Type.String()),
  image: optional(Type.String()),
  command: optional(listOf(Type.String(), ATOMIC)),
  args: optional(listOf(Type.String(), ATOMIC)),
  workingDir: optional(Type.String()),
  ports: optional(listOf(ContainerPort, keyedBy('containerPort', 'protocol'), mergedBy('containerPort'))),
  envFrom: optional(listOf(EnvFromSource, ATOMIC)),
  env: optional(listOf(EnvVar, keyedBy('name'), mergedBy('name'))),
  resources: embedded(ResourceRequirements),
  resizePolicy: optional(listOf(ContainerResizePolicy, ATOMIC)),
  restartPolicy: explicit(Type.String()),
  restartPolicyRules: optional(listOf(ContainerRestartRule, ATOMIC)),
  volumeMounts: optional(listOf(VolumeMount, keyedBy('mountPath'), mergedBy('mountPath'))),
  volumeDevices: optional(listOf(VolumeDevice, keyedBy('devicePath'), mergedBy('devicePath'))),
  livenessProbe: optional(Probe),
  readinessProbe: optional(Probe),
  startupProbe: optional(Probe),
  lifecycle: optional(Lifecycle),
  terminationMessagePath: optional(Type.String()),
  terminationMessagePolicy: optional(enumerated('FallbackToLogsOnError', 'File')),
  imagePullPolicy: optional(enumerated('Always', 'IfNotPresent', 'Never')),
  securityContext: optional(SecurityContext),
  stdin: optional(Type.Boolean()),
  stdinOnce: optional(Type.Boolean()),
  tty: optional(Type.Boolean()),
};

/** A container of a pod. */
export const Container = named(`${CORE}.Container`, containerProperties);
export type Container = Static<typeof Container>;

/** A container that is added to a running pod, to look into it. */
export const EphemeralContainer = named(`${CORE}.EphemeralContainer`, {
  ...containerProperties,
  targetContainerName: optional(Type.String()),
});
export type EphemeralContainer = Static<typeof EphemeralContainer>;
