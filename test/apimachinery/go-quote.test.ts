import { describe, expect, it } from 'vitest';
import { goQuote } from '../../src/apimachinery/go-quote.ts';

describe('goQuote', () => {
  it.each([
    ['', '""'],
    ['plain text', '"plain text"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['back\\slash', '"back\\\\slash"'],
    ['two\nlines\tand\r', '"two\\nlines\\tand\\r"'],
    ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
    ['\u0007\b\f\v', '"\\a\\b\\f\\v"'],
    ['grüße 日本 🙂', '"grüße 日本 🙂"'],
    ['\u200b\u00a0\ufeff', '"\\u200b\\u00a0\\ufeff"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['\ud800', '"\ufffd"'],
  ])('quotes %j as kube-apiserver prints it', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });
});
