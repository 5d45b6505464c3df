import { describe, expect, it } from 'vitest';
import { base64ByteLength, base64Problem, canonicalBase64 } from '../../src/apimachinery/base64.ts';

describe('bytes in base64', () => {
  it.each([
    ['', ''],
    ['AAEC', 'AAEC'],
    ['dg==', 'dg=='],
    ['dh==', 'dg=='],
    ['d\ng=\r=\n', 'dg=='],
    ['dmY=', 'dmY='],
    ['dmZ=', 'dmY='],
  ])('%j is read as %j', (text, canonical) => {
    expect(canonicalBase64(text)).toBe(canonical);
    expect(base64ByteLength(canonical)).toBe(Buffer.from(canonical, 'base64').length);
  });

  // The places are those that Go's decoder reports.
  it.each([
    ['not base64!', 3],
    ['=', 0],
    ['A===', 1],
    ['AA=', 3],
    ['AA=A', 2],
    ['AA==A', 4],
    ['AAA=\nA', 5],
    ['AAAAA', 4],
    ['AAAA\nAA', 5],
    ['äAAA', 0],
    ['AAA_', 3],
  ])('%j is refused at byte %i', (text, at) => {
    expect(canonicalBase64(text)).toBeUndefined();
    expect(base64Problem(text)).toBe(`illegal base64 data at input byte ${at}`);
  });
});
