import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { type Pieces, pacedBody } from '../../../src/endpoints/connection/paced-body.ts';

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
}

test('a paced body is its pieces one after the other, text or bytes', async () => {
  const stretches = ['é', Promise.resolve('b'), Buffer.from('c')];
  expect(
    await read(
      pacedBody(
        'a',
        pieces(() => stretches.shift()),
        undefined,
      ),
    ),
  ).toBe('aébc');
});

test('a piece is not made before the reader has taken the one before it, nor in the same turn', async () => {
  const made: string[] = [];
  const stream = pacedBody(
    'a',
    pieces(() => `${made.push('')}`),
    undefined,
  );
  expect(stream.read(1)).not.toBeNull();
  expect(made).toEqual([]);
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resume) => void setImmediate(resume));
  expect(made.length).toBeLessThanOrEqual(2);
  stream.destroy();
});

test('nothing more is made once the reader has left, or the time is up', async () => {
  for (const leave of ['reader', 'deadline']) {
    const made: string[] = [];
    const { signal, abort } = abortable();
    const stream = pacedBody(
      'a',
      pieces(() => `${made.push('')}`),
      signal,
    );
    stream.once('data', () => (leave === 'reader' ? stream.destroy() : abort()));
    await finished(stream).catch(() => {});
    const before = made.length;
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resume) => void setImmediate(resume));
    expect([made.length, stream.destroyed]).toEqual([before, true]);
  }
});

test('a body that cannot be made ends in an error', async () => {
  const next = (): string => {
    throw new Error('no more');
  };
  await expect(read(pacedBody('a', pieces(next), undefined))).rejects.toThrow('no more');
});

function pieces(next: Pieces['next']): Pieces {
  return { next, ended: false };
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
