import { DEFAULT_PLUGINS, ORDERED_PLUGINS, SERVED_PLUGINS, type ServedPlugin } from '../admission/plugin-names.ts';
import { type Check, shown } from './check.ts';

/** Which admission plugins stand in the chain; each as kube-apiserver's flag of the same name. Their order is always the same. */
export interface AdmissionOptions {
  /** Plugins beside those that are there by default: `NodeRestriction`. Default none. */
  readonly enableAdmissionPlugins?: readonly string[] | undefined;
  /** Plugins that are left out though they are there by default; any that kube-apiserver has may be named. Default none. */
  readonly disableAdmissionPlugins?: readonly string[] | undefined;
}

/** The plugins in their order, or the option that is wrong, and what is wrong with it. */
export type AdmissionPluginsResult =
  | { readonly ok: true; readonly plugins: readonly ServedPlugin[] }
  | { readonly ok: false; readonly option: keyof AdmissionOptions; readonly problem: string };

/** What each option about admission has to look like. */
export const ADMISSION_CHECKS: ReadonlyMap<keyof AdmissionOptions, Check> = new Map<keyof AdmissionOptions, Check>([
  ['enableAdmissionPlugins', (value) => pluginsProblem(value, SERVED_PLUGINS)],
  // To leave out what is not there changes nothing.
  ['disableAdmissionPlugins', (value) => pluginsProblem(value, ORDERED_PLUGINS)],
]);

/** The plugins that the options ask for, each of which has been checked by itself. */
export function admissionPlugins({
  enableAdmissionPlugins: enabled = [],
  disableAdmissionPlugins: disabled = [],
}: AdmissionOptions): AdmissionPluginsResult {
  const both = enabled.find((name) => disabled.includes(name));
  if (both !== undefined) {
    return {
      ok: false,
      option: 'disableAdmissionPlugins',
      problem: `${shown(both)} is among those to be enabled, too`,
    };
  }
  const isOn = (name: ServedPlugin): boolean =>
    enabled.includes(name) || (DEFAULT_PLUGINS.includes(name) && !disabled.includes(name));
  return { ok: true, plugins: SERVED_PLUGINS.filter(isOn) };
}

function pluginsProblem(value: unknown, usable: readonly string[]): string | undefined {
  if (!Array.isArray(value)) return `${shown(value)} is not a list of admission plugins`;
  const known: readonly unknown[] = ORDERED_PLUGINS;
  const unknown = value.find((name) => !known.includes(name));
  if (unknown !== undefined) return `plugin ${shown(unknown)} is unknown`;
  const missing = value.find((name) => !usable.includes(name));
  return missing === undefined
    ? undefined
    : `plugin ${shown(missing)} is not supported by this version of podledger; ${usable.join(', ')} are`;
}
