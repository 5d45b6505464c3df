import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { badRequest } from '../../../apimachinery/status-error.ts';
import { containersWithPaths } from './containers.ts';

/**
 * Checks the container that a client wants to connect to: one of the pod's, of whatever sort; none where the pod has only one.
 * @throws StatusError 400
 */
export function checkContainer({ metadata, spec }: Pod, container: string): void {
  const { name } = metadata;
  const names = containersWithPaths(spec, FieldPath.of('spec')).map(([one]) => one.name);
  if (container === '') {
    if (spec.containers.length === 1) return;
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
  }
  if (!names.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
}
