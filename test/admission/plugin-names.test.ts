import { expect, test } from 'vitest';
import { DEFAULT_PLUGINS, ORDERED_PLUGINS, SERVED_PLUGINS } from '../../src/admission/plugin-names.ts';
import type { ServerOptions } from '../../src/config/server-options.ts';
import { completeConfig } from '../../src/config.ts';

const pluginsOf = (options: ServerOptions) => {
  const completed = completeConfig(options);
  return completed.ok ? completed.config.admissionPlugins : `${completed.option}: ${completed.problem}`;
};

test('the plugins stand in the order of kube-apiserver, each once', () => {
  const known: readonly string[] = ORDERED_PLUGINS;
  expect(new Set(known).size).toBe(known.length);
  expect(SERVED_PLUGINS).toEqual(known.filter((name) => (SERVED_PLUGINS as readonly string[]).includes(name)));
});

test.for<[ServerOptions, unknown]>([
  [{}, DEFAULT_PLUGINS],
  [
    { enableAdmissionPlugins: ['PodTopologyLabels', 'NodeRestriction'] },
    ['NamespaceLifecycle', 'NodeRestriction', 'PodTopologyLabels'],
  ],
  [{ disableAdmissionPlugins: ['NamespaceLifecycle'] }, ['PodTopologyLabels']],
  [{ enableAdmissionPlugins: ['NodeRestriction'], disableAdmissionPlugins: [...DEFAULT_PLUGINS] }, ['NodeRestriction']],
  // What is not there is left out already.
  [{ disableAdmissionPlugins: ['ServiceAccount', 'LimitRanger'] }, DEFAULT_PLUGINS],
  [{ enableAdmissionPlugins: ['Nope'] }, 'enableAdmissionPlugins: plugin "Nope" is unknown'],
  [{ disableAdmissionPlugins: ['nodeRestriction'] }, 'disableAdmissionPlugins: plugin "nodeRestriction" is unknown'],
  [
    { enableAdmissionPlugins: ['LimitRanger'] },
    'enableAdmissionPlugins: plugin "LimitRanger" is not supported by this version of podledger; NamespaceLifecycle, NodeRestriction, PodTopologyLabels are',
  ],
  [
    { enableAdmissionPlugins: ['NodeRestriction'], disableAdmissionPlugins: ['NodeRestriction'] },
    'disableAdmissionPlugins: "NodeRestriction" is among those to be enabled, too',
  ],
  [{ enableAdmissionPlugins: 'NodeRestriction' } as never, /is not a list of admission plugins$/],
])('%j makes %j', ([options, expected]) => {
  if (expected instanceof RegExp) expect(pluginsOf(options)).toMatch(expected);
  else expect(pluginsOf(options)).toEqual(expected);
});
