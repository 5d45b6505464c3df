import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { EnvVar } from '../../../../../schemas/core/v1/env.ts';
import type { LifecycleHandler } from '../../../../../schemas/core/v1/lifecycle.ts';
import { imagePullPolicyFor } from './image-pull-policy.ts';
import { setHttpGetDefaults, setProbeDefaults } from './probe.ts';
import { roundUpResourceRequirements } from './resources.ts';

/** Fills in what a container of any sort leaves out. Mutates `container`. */
export function setContainerDefaults(container: Container | EphemeralContainer): void {
  container.imagePullPolicy ||= imagePullPolicyFor(container.image ?? '');
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const variable of container.env ?? []) setEnvDefaults(variable);
  roundUpResourceRequirements(container.resources);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe !== undefined) setProbeDefaults(probe);
  }
  setLifecycleHandlerDefaults(container.lifecycle?.postStart);
  setLifecycleHandlerDefaults(container.lifecycle?.preStop);
}

function setEnvDefaults({ valueFrom }: EnvVar): void {
  if (valueFrom?.fieldRef !== undefined) valueFrom.fieldRef.apiVersion ||= 'v1';
  if (valueFrom?.fileKeyRef !== undefined) valueFrom.fileKeyRef.optional ??= false;
}

function setLifecycleHandlerDefaults(handler: LifecycleHandler | undefined): void {
  if (handler?.httpGet !== undefined) setHttpGetDefaults(handler.httpGet);
}
