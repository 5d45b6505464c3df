import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Client, canonical, type Difference, diff, normalise, perform, type Scenario } from './lib.mjs';
import type { Verdicts } from './not-yet.ts';

// As replay.mjs --managed-fields has it: selfLink is older than the recorded version.
const IGNORED = ['**.metadata.selfLink'];

// As replay.mjs: what grants rights cluster-wide, or is about time, runs alone.
const ALONE = /^(access|admission|watch|fuzz-watch)\//;

// How long a step that asks again and again (`until`) may do so where the recording is expected to fail, in milliseconds.
const FAILS_WITHIN = 200;

/** All recorded exchanges, in the order of their files. */
export function readScenarios(): Scenario[] {
  return ['recordings/', 'fuzz/'].flatMap((folder) => {
    const place = new URL(folder, import.meta.url);
    return readdirSync(place)
      .toSorted()
      .flatMap((name): Scenario[] => {
        const bytes = readFileSync(new URL(name, place));
        return JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')).scenarios;
      });
  });
}

/**
 * Plays scenarios against the server at `url`, eight at a time, with the verdicts of replay.mjs. What is expected to fail
 * does so whether it runs alone or not; those that `expectFailure` names therefore need not wait for each other. With `token`, requests
 * that say nothing else have it.
 */
export async function playScenarios(
  url: string,
  scenarios: readonly Scenario[],
  expectFailure: (name: string) => boolean = () => false,
  token?: string,
): Promise<Verdicts> {
  const client = new Client({ server: url, ...(token !== undefined && { token }) });
  const verdicts = new Map<string, string | undefined>();
  const drain = async (queue: Scenario[]): Promise<void> => {
    for (let scenario = queue.shift(); scenario !== undefined; scenario = queue.shift()) {
      const soon = expectFailure(scenario.name);
      verdicts.set(scenario.name, await play(client, soon ? withoutPatience(scenario) : scenario));
    }
  };
  const isAlone = ({ name }: Scenario) => ALONE.test(name) && !expectFailure(name);
  const together = scenarios.filter((scenario) => !isAlone(scenario));
  await Promise.all(Array.from({ length: 8 }, () => drain(together)));
  await drain(scenarios.filter(isAlone));
  client.close();
  return verdicts;
}

const withoutPatience = (scenario: Scenario): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step) => ({ ...step, untilMs: FAILS_WITHIN })),
});

/**
 * Plays a scenario; returns what differs, or undefined. One that is given numbers by chance is played once more where it
 * differs: in 1 of 2,700 the port that came up is the very one that a later step asks for, with kube-apiserver too.
 */
async function play(client: Client, scenario: Scenario): Promise<string | undefined> {
  const verdict = await playOnce(client, scenario);
  return verdict !== undefined && hasChance(scenario) ? playOnce(client, scenario) : verdict;
}

const hasChance = ({ steps }: Scenario): boolean =>
  steps.some(({ ignore }) => ignore?.includes('body.spec.ports.nodePort'));

async function playOnce(client: Client, scenario: Scenario): Promise<string | undefined> {
  try {
    const answers = normalise(await perform(client, scenario));
    const lines = scenario.steps.flatMap((step, index) => {
      const rules = { loose: step.loose ?? [], ignore: [...IGNORED, ...(step.ignore ?? [])] };
      // Through JSON, as the recording went: what is undefined is absent.
      const answer = JSON.parse(JSON.stringify(answers[index]));
      return diff(canonical(step.expect ?? {}), canonical(answer), rules).map(
        (difference) =>
          `step ${index} ${step.method ?? 'events'} ${step.path ?? step.events ?? ''}\n    ${describe(difference)}`,
      );
    });
    if (lines.length === 0) return undefined;
    const more = lines.length > 3 ? `\n  (+${lines.length - 3} more)` : '';
    return lines.slice(0, 3).join('\n  ') + more;
  } catch (error) {
    return String(error);
  }
}

function describe({ path, expected, actual }: Difference): string {
  const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
  return `${path}: recorded ${short(expected)}, got ${short(actual)}`;
}
