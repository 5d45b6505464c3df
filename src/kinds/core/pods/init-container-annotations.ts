import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { unset } from '../../../apimachinery/unset.ts';

/** Where init containers were kept before the spec had them. */
const INIT_CONTAINERS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];

/** Drops annotations that once stood for init containers, so that no old client or kubelet acts on them. Mutates `metadata`. */
export function dropInitContainerAnnotations(metadata: ObjectMeta): void {
  const { annotations } = metadata;
  if (annotations === undefined) return;
  const found = INIT_CONTAINERS.filter((key) => annotations[key] !== undefined);
  for (const key of found) delete annotations[key];
  if (found.length > 0 && Object.keys(annotations).length === 0) unset(metadata, 'annotations');
}
