import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, invalid, notFoundValue } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../../apimachinery/first-by.ts';
import { containersWithPaths } from '../containers.ts';

/** A file that holds environment variables is in an empty folder of the pod, which an init container fills (KEP-3721). */
export function validateFileKeyVolumes(spec: PodSpec, path: FieldPath): FieldError[] {
  const volumeOf = firstBy(spec.volumes, nameOf);
  return errorsOfEach(containersWithPaths(spec, path), ([{ env = [] }, at]) =>
    errorsOfEach(env, ({ valueFrom }, i) => {
      const name = valueFrom?.fileKeyRef?.volumeName;
      if (name === undefined) return [];
      const place = at.child('env').index(i).child('valueFrom').child('fileKeyRef').child('volumeName');
      const volume = volumeOf(name);
      if (volume === undefined) return [notFoundValue(place, name)];
      if (volume.emptyDir !== undefined) return [];
      return [invalid(place, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}
