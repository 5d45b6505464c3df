import { type Static, Type } from '@sinclair/typebox';
import {
  ATOMIC,
  embedded,
  enumerated,
  explicit,
  inlined,
  keptEmpty,
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
import { ForbiddenResourceRequirements } from './limited-resources.ts';
import { Probe } from './probe.ts';
import { ContainerResizePolicy, ResourceRequirements } from './resources.ts';
import { SecurityContext } from './security-context.ts';
import { VolumeDevice, VolumeMount } from './volume-mount.ts';

const CORE = 'io.k8s.api.core.v1';

const containerProperties = {
  name: required(Type.String(), 'Name of the container, unique in the pod.'),
  image: optional(Type.String(), 'Image to run.'),
  command: optional(listOf(Type.String(), ATOMIC), "Replaces the image's entry point."),
  args: optional(listOf(Type.String(), ATOMIC), "Replaces the image's arguments."),
  workingDir: optional(Type.String(), "Working directory; the image's by default."),
  ports: optional(
    listOf(ContainerPort, keyedBy('containerPort', 'protocol'), mergedBy('containerPort')),
    'Ports on which the container listens, for information: others can be reached as well.',
  ),
  envFrom: optional(
    listOf(EnvFromSource, ATOMIC),
    'Sets of environment variables; the later one wins, and env wins over all.',
  ),
  env: optional(listOf(EnvVar, keyedBy('name'), mergedBy('name')), 'Environment variables.'),
  resources: embedded(ResourceRequirements, 'What the container asks for, and may use at most.'),
  resizePolicy: optional(
    listOf(ContainerResizePolicy, ATOMIC),
    'What a resize of each resource does to the container.',
  ),
  restartPolicy: explicit(
    Type.String(),
    "When the container is restarted; the pod's policy by default, `Always` makes an init container a sidecar.",
  ),
  restartPolicyRules: optional(listOf(ContainerRestartRule, ATOMIC), 'Rules by exit code that come before the policy.'),
  volumeMounts: optional(
    listOf(VolumeMount, keyedBy('mountPath'), mergedBy('mountPath')),
    'Volumes of the pod to mount.',
  ),
  volumeDevices: optional(
    listOf(VolumeDevice, keyedBy('devicePath'), mergedBy('devicePath')),
    'Block devices of the pod to hand over.',
  ),
  livenessProbe: optional(Probe, 'Restarts the container where the check fails.'),
  readinessProbe: optional(Probe, 'Takes the container out of service while the check fails.'),
  startupProbe: optional(Probe, 'Holds back the other probes until the container is up.'),
  lifecycle: optional(Lifecycle, 'What to do after the start and before the stop.'),
  terminationMessagePath: optional(
    Type.String(),
    'File whose content becomes the message of the terminated state; `/dev/termination-log` by default.',
  ),
  terminationMessagePolicy: optional(
    enumerated('FallbackToLogsOnError', 'File'),
    'Whether the end of the log stands in for an empty file.',
  ),
  imagePullPolicy: optional(
    enumerated('Always', 'IfNotPresent', 'Never'),
    'When the image is pulled; `Always` for the tag latest, otherwise `IfNotPresent` by default.',
  ),
  securityContext: optional(SecurityContext, "Privileges of the container; they win over the pod's."),
  stdin: optional(Type.Boolean(), 'Whether a standard input is kept open.'),
  stdinOnce: optional(Type.Boolean(), 'Whether the standard input closes when the first client leaves.'),
  tty: optional(Type.Boolean(), 'Whether the container gets a terminal.'),
};

/** A container of a pod. */
export const Container = named(`${CORE}.Container`, containerProperties);
export type Container = Static<typeof Container>;

/** A container that is added to a running pod, to look into it. */
export const EphemeralContainer = named(`${CORE}.EphemeralContainer`, {
  ...inlined('EphemeralContainerCommon', {
    ...containerProperties,
    // What may not be set may not be set empty either.
    ports: keptEmpty(containerProperties.ports),
    resources: embedded(ForbiddenResourceRequirements, 'What the container asks for, and may use at most.'),
    resizePolicy: keptEmpty(containerProperties.resizePolicy),
    restartPolicyRules: keptEmpty(containerProperties.restartPolicyRules),
  }),
  targetContainerName: optional(Type.String(), 'The container whose namespaces it shares.'),
});
export type EphemeralContainer = Static<typeof EphemeralContainer>;
