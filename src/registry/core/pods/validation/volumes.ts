import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { duplicate, type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';

/** What is wrong with the volumes of a pod: each has a name of its own. */
export function validateVolumes(volumes: readonly Volume[] | undefined, path: FieldPath): FieldError[] {
  const names = new Set<string>();
  return (volumes ?? []).flatMap(({ name }, i) => {
    const at = path.index(i).child('name');
    if (name === '') return [requiredField(at)];
    const problems = isDNS1123Label(name);
    if (problems.length > 0) return problems.map((problem) => invalid(at, name, problem));
    if (names.has(name)) return [duplicate(at, name)];
    names.add(name);
    return [];
  });
}
