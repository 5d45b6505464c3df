import { expect, test } from 'vitest';
import { FLAGS, UNSUPPORTED_FLAGS, variableOf } from '../../src/command-line/flags.ts';
import { helpText, versionText } from '../../src/command-line/help.ts';
import { DEFAULTS } from '../../src/config.ts';

const help = helpText();

test('--help names each flag that is taken, and no other, before those that are not supported', () => {
  const [taken = '', unsupported = ''] = help.split('Not supported by this version:');
  const usages = [...taken.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name]) => name);
  expect(usages).toEqual([...FLAGS.map(({ name }) => `--${name}`), '--help', '--version']);
  const refused = [...unsupported.matchAll(/--[a-z-]+/g)].map(([name]) => name);
  expect(refused).toEqual(UNSUPPORTED_FLAGS.map((name) => `--${name}`));
});

test('--help tells the defaults that the server has', () => {
  const helpOf = (option: string) => FLAGS.find((flag) => flag.option === option);
  for (const [option, value] of Object.entries(DEFAULTS)) {
    const flag = helpOf(option);
    // The grace of a stop has no flag.
    if (flag === undefined) continue;
    const told = /(\S+) by default|(\S+) \(the default\)/.exec(flag.help);
    expect(flag.parse((told?.[1] ?? told?.[2] ?? '').trim())).toEqual({ ok: true, value });
  }
});

test('--help fits a terminal of 100 columns and ends in a newline', () => {
  expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
  expect(help.endsWith('.\n')).toBe(true);
});

test('each flag has a variable of its own', () => {
  const variables = [...FLAGS.map(({ name }) => name), ...UNSUPPORTED_FLAGS].map(variableOf);
  expect(new Set(variables).size).toBe(variables.length);
  expect(variableOf('watch-history-events')).toBe('PODLEDGER_WATCH_HISTORY_EVENTS');
});

test('--version tells the version and the Kubernetes API it serves', () => {
  expect(versionText()).toMatch(/^podledger \d+\.\d+\.\d+ \(Kubernetes API v1\.36\.\d+\)\n$/);
});
