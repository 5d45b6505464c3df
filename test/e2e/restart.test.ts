import { expect, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

async function create(server: PodledgerServer, name: string): Promise<string> {
  const answer = await fetch(`${server.url}${CONFIG_MAPS}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ metadata: { name } }),
  });
  const { metadata } = (await answer.json()) as { metadata: { resourceVersion: string } };
  return metadata.resourceVersion;
}

test('a watch that resumes from a version of a server before is told that it is gone, so that an informer lists anew', async () => {
  let now = Date.UTC(2026, 0, 1);
  const first = await startServer({ now: () => now });
  for (let count = 0; count < 20; count++) await create(first, `before-${count}`);
  const seen = await create(first, 'last');
  await first.close();

  now += 1000;
  const second = await startServer({ now: () => now });
  try {
    const version = await create(second, 'after');
    expect(Number(version)).toBeGreaterThan(Number(seen));
    const watch = await fetch(`${second.url}${CONFIG_MAPS}?watch=1&resourceVersion=${seen}`);
    expect(JSON.parse(await watch.text())).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
    const list = await fetch(`${second.url}${CONFIG_MAPS}?resourceVersion=${seen}&resourceVersionMatch=NotOlderThan`);
    expect(await list.json()).toMatchObject({ items: [{ metadata: { name: 'after' } }] });
  } finally {
    await second.close();
  }
});
