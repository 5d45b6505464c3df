import type { SelectableFields, SelectableObject } from '../../../apimachinery/fields/selectable-fields.ts';

/** The fields by which pods can be selected. */
export const podFields: SelectableFields = {
  'spec.nodeName': nodeName,
  // The name that the field had before v1.
  'spec.host': nodeName,
  'spec.restartPolicy': (pod) => pod.text('spec', 'restartPolicy'),
  'spec.schedulerName': (pod) => pod.text('spec', 'schedulerName'),
  'spec.serviceAccountName': (pod) => pod.text('spec', 'serviceAccountName'),
  'spec.hostNetwork': (pod) => String(pod.value('spec', 'hostNetwork') ?? false),
  'status.phase': (pod) => pod.text('status', 'phase'),
  'status.podIP': firstPodIP,
  // kube-apiserver takes the name and finds no value under it.
  'status.podIPs': () => '',
  'status.nominatedNodeName': (pod) => pod.text('status', 'nominatedNodeName'),
};

function nodeName(pod: SelectableObject): string {
  return pod.text('spec', 'nodeName');
}

function firstPodIP(pod: SelectableObject): string {
  const [first] = (pod.value('status', 'podIPs') ?? []) as readonly { readonly ip?: string }[];
  return first?.ip ?? '';
}
