import type { ProjectedVolumeSource, VolumeProjection } from '../../../../../../schemas/core/v1/volumes/projected.ts';
import type { ServiceAccountTokenProjection } from '../../../../../../schemas/core/v1/volumes/projections.ts';
import { type FieldError, forbidden, invalid } from '../../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { validateNonReservedPath } from '../paths.ts';
import { validateFileMode, validateKeyToPath } from './config-volumes.ts';
import { validateDownwardAPIFile } from './downward-api.ts';

const LEAST_TOKEN_SECONDS = 600;
const MOST_TOKEN_SECONDS = 2 ** 32;

/** What is wrong with a volume of several sources: each is one of the kinds there are, and no two write the same file. */
export function validateProjectedVolume(source: ProjectedVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateFileMode(source.defaultMode, path.child('defaultMode'));
  const paths = new Set<string>();
  const claim = (file: string, shown: string): FieldError[] => {
    if (file === '') return [];
    if (paths.has(file)) return [invalid(path, shown, 'conflicting duplicate paths')];
    paths.add(file);
    return [];
  };
  for (const [i, projection] of (source.sources ?? []).entries()) {
    addErrors(errors, validateProjection(projection, path.child('sources').index(i), path, claim));
  }
  return errors;
}

function validateProjection(
  { secret, configMap, downwardAPI, serviceAccountToken }: VolumeProjection,
  path: FieldPath,
  volume: FieldPath,
  claim: (file: string, shown: string) => FieldError[],
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [field, objects] of [
    ['secret', secret],
    ['configMap', configMap],
  ] as const) {
    if (objects === undefined) continue;
    const at = path.child(field);
    addErrors(errors, validateRequired(objects.name, at.child('name')));
    for (const [i, item] of (objects.items ?? []).entries()) {
      addErrors(errors, [
        ...validateKeyToPath(item, at.child('items').index(i)),
        ...claim(item.path, objects.name ?? ''),
      ]);
    }
  }
  for (const file of downwardAPI?.items ?? []) {
    addErrors(errors, [...validateDownwardAPIFile(file, path.child('downwardAPI')), ...claim(file.path, file.path)]);
  }
  if (serviceAccountToken !== undefined) {
    addErrors(errors, validateToken(serviceAccountToken, path.child('serviceAccountToken'), volume.child('path')));
  }
  const sources = [secret, configMap, downwardAPI, serviceAccountToken].filter((source) => source !== undefined);
  if (sources.length > 1) errors.push(forbidden(path, 'may not specify more than 1 volume type per source'));
  return errors;
}

function validateToken(
  { expirationSeconds = 0, path: file }: ServiceAccountTokenProjection,
  path: FieldPath,
  filePath: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('expirationSeconds');
  if (expirationSeconds < LEAST_TOKEN_SECONDS) {
    errors.push(invalid(at, expirationSeconds, 'may not specify a duration less than 10 minutes'));
  }
  if (expirationSeconds > MOST_TOKEN_SECONDS) {
    errors.push(invalid(at, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  addErrors(errors, file === '' ? validateRequired(file, filePath) : validateNonReservedPath(file, filePath));
  return errors;
}
