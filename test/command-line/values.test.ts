import { describe, expect, test } from 'vitest';
import { parseBoolean, parseByteCount, parseDuration, parseInteger, parseList } from '../../src/command-line/values.ts';

describe('a whole number', () => {
  test.each([
    ['0', 0],
    ['8080', 8080],
    ['-1', -1],
  ])('%s', (text, value) => {
    expect(parseInteger(text)).toEqual({ ok: true, value });
  });

  test.each(['', ' 1', '1.5', '1e3', '0x10', 'Infinity', '１'])('is not %j', (text) => {
    expect(parseInteger(text)).toEqual({ ok: false, problem: `${JSON.stringify(text)} is not a whole number` });
  });
});

describe('a boolean', () => {
  test.each(['1', 't', 'T', 'true', 'True', 'TRUE'])('%s is true', (text) => {
    expect(parseBoolean(text)).toEqual({ ok: true, value: true });
  });

  test.each(['0', 'f', 'F', 'false', 'False', 'FALSE'])('%s is false', (text) => {
    expect(parseBoolean(text)).toEqual({ ok: true, value: false });
  });

  test.each(['', 'yes', 'tRUE', ' true'])('is not %j', (text) => {
    expect(parseBoolean(text)).toEqual({ ok: false, problem: `${JSON.stringify(text)} is not true or false` });
  });
});

describe('a list', () => {
  test.each([
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['^a{1},"^b{1,2}"', ['^a{1}', '^b{1,2}']],
    ['"say ""hi"", you"', ['say "hi", you']],
    ['""', ['']],
  ])('%s', (text, value) => {
    expect(parseList(text)).toEqual({ ok: true, value });
  });

  test('is not one where a quote is not closed', () => {
    expect(parseList('a,"b')).toEqual({ ok: false, problem: '"a,\\"b" is not a list: a double quote is not closed' });
  });
});

describe('a number of bytes', () => {
  test.each([
    ['0', 0],
    ['1024', 1024],
    ['3k', 3000],
    ['3Ki', 3072],
    ['2M', 2_000_000],
    ['2Mi', 2_097_152],
    ['1G', 1e9],
    ['1Gi', 1_073_741_824],
  ])('%s is %i', (text, value) => {
    expect(parseByteCount(text)).toEqual({ ok: true, value });
  });

  test.each(['', '-1', '1.5Mi', '1 Mi', '1MB', '1ki', 'Mi'])('is not %j', (text) => {
    expect(parseByteCount(text)).toMatchObject({ ok: false });
  });
});

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['0s', 0],
    ['500ms', 500],
    ['1m0s', 60_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['1.s', 1000],
    ['1h2m3s4ms', 3_723_004],
    ['1µs', 1],
    ['1ns', 1],
    ['0.1ms0.2ms', 1],
    ['1000000ns', 1],
  ])('%s is %i ms', (text, value) => {
    expect(parseDuration(text)).toEqual({ ok: true, value });
  });

  test.each(['', '1', '60', '-1s', '1 s', '1d', 's', '1m0', '1..5s', '.s'])('is not %j', (text) => {
    expect(parseDuration(text)).toEqual({
      ok: false,
      problem: `${JSON.stringify(text)} is not a duration such as 1m0s or 500ms`,
    });
  });
});
