import { DEFAULT_PLUGINS, SERVED_PLUGINS } from '../admission/plugin-names.ts';
import type { Flag } from './flag.ts';
import { parseList } from './values.ts';

/** The flags that say which admission plugins there are, in the order of `--help`. */
export const ADMISSION_FLAGS: readonly Flag[] = [
  {
    name: 'enable-admission-plugins',
    value: 'NAMES',
    help: `The admission plugins that are there beside those by default (${DEFAULT_PLUGINS.join(', ')}), with commas between several, of ${SERVED_PLUGINS.join(', ')}; their order does not matter.`,
    option: 'enableAdmissionPlugins',
    parse: parseList,
  },
  {
    name: 'disable-admission-plugins',
    value: 'NAMES',
    help: "The admission plugins that are left out though they are there by default, with commas between several; any of kube-apiserver's may be named.",
    option: 'disableAdmissionPlugins',
    parse: parseList,
  },
];
