import { describe, expect, it } from 'vitest';
import { warningHeaders } from '../../../src/endpoints/respond/warnings.ts';

const numbered = (count: number, length: number): string[] =>
  Array.from({ length: count }, (_, i) => `${i}:`.padEnd(length, 'x'));

describe('the Warning headers of an answer', () => {
  it('have each text once, quoted', () => {
    expect(warningHeaders(['a "b" \\', 'c', '', 'c'])).toEqual(['299 - "a \\"b\\" \\\\"', '299 - "c"']);
  });

  it('leave out a text with control characters', () => {
    expect(warningHeaders(['a\nb', 'c'])).toEqual(['299 - "c"']);
  });

  it('have 4,096 characters whole', () => {
    expect(warningHeaders(['x'.repeat(4096)])).toEqual([`299 - "${'x'.repeat(4096)}"`]);
  });

  it('cut each text to 256 characters where all are longer together, and end where that is not enough', () => {
    expect(warningHeaders(['é'.repeat(4097)])).toEqual([`299 - "${Buffer.from('é'.repeat(256)).toString('latin1')}"`]);
    const texts = numbered(100, 300);
    expect(warningHeaders(texts)).toEqual(texts.slice(0, 16).map((text) => `299 - "${text.slice(0, 256)}"`));
  });

  it('still have what was told before the one that was too much', () => {
    const texts = numbered(20, 256);
    expect(warningHeaders(texts)).toEqual(texts.slice(0, 17).map((text) => `299 - "${text}"`));
  });

  it('are made without reading the texts that are not told', () => {
    let read = 0;
    const texts = numbered(1000, 300);
    const counted = new Proxy(texts, {
      get(target, name, receiver) {
        if (typeof name === 'string' && /^\d+$/.test(name)) read += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    warningHeaders(counted);
    expect(read).toBeLessThan(50);
  });
});
