import type { HTTPGetAction } from '../../../../../schemas/core/v1/handlers.ts';
import type { Probe } from '../../../../../schemas/core/v1/probe.ts';

/** Fills in how often and how patiently a probe checks. Mutates `probe`. */
export function setProbeDefaults(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.httpGet !== undefined) setHttpGetDefaults(probe.httpGet);
  // The health of the server as a whole is what a probe asks for that names no service.
  if (probe.grpc !== undefined) probe.grpc.service ??= '';
}

/** Fills in path and scheme of a request. Mutates `action`. */
export function setHttpGetDefaults(action: HTTPGetAction): void {
  action.path ||= '/';
  action.scheme ||= 'HTTP';
}
