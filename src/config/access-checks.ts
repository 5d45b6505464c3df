import { type AccessOptions, AUTHORIZATION_MODES } from './access-options.ts';
import { type Check, fileProblem, ofType, shown } from './check.ts';

/** What each option about access has to look like. */
export const ACCESS_CHECKS: ReadonlyMap<keyof AccessOptions, Check> = new Map<keyof AccessOptions, Check>([
  ['authorizationMode', modesProblem],
  ['anonymousAuth', ofType('boolean')],
  ['tokenAuthFile', fileProblem],
]);

/** kube-apiserver's rules: at least one mode, none twice. */
function modesProblem(value: unknown): string | undefined {
  const known: readonly unknown[] = AUTHORIZATION_MODES;
  if (!Array.isArray(value)) return `${shown(value)} is not a list of authorization modes`;
  if (value.length === 0) return 'at least one authorization mode must be given';
  const unknown = value.find((mode) => !known.includes(mode));
  if (unknown !== undefined) return `${shown(unknown)} is none of the modes ${AUTHORIZATION_MODES.join(', ')}`;
  const repeated = value.find((mode, i) => value.indexOf(mode) !== i);
  return repeated === undefined ? undefined : `${shown(repeated)} is there more than once`;
}
