import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { notImplemented, type StatusError } from '../../../apimachinery/status-error.ts';

/** 501: the pod is on a node, and this server connects to no node. */
export function noKubelet({ metadata, spec }: Pod, subresource: string): StatusError {
  return notImplemented(
    `pods/${subresource} of pod "${metadata.name}" cannot be served: this server has no kubelet to ask on node "${spec.nodeName}"`,
  );
}
