import { type Profiler, Session } from 'node:inspector/promises';

/** Runs `work` and resolves to where this thread was most of the time meanwhile: functions with their files, the busiest first. */
export async function busiest(work: () => Promise<unknown>): Promise<string> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return placesOf(profile);
  } finally {
    session.disconnect();
  }
}

const SHOWN = 3;

function placesOf({ nodes, samples = [] }: Profiler.Profile): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const { functionName = '', url = '', lineNumber = 0 } = byId.get(sample)?.callFrame ?? {};
    if (functionName === '(idle)') continue;
    const place = `${functionName} ${url.replace(/^.*\/(?=src\/|schemas\/)/, '')}:${lineNumber + 1}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted
    .slice(0, SHOWN)
    .map(([place, count]) => `${((100 * count) / samples.length).toFixed(0)}% ${place}`)
    .join(', ');
}
