import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalMicroTime,
  canonicalTime,
  microTimeProblem,
  NO_TIME,
  timeProblem,
} from '../../src/apimachinery/time.ts';

describe('canonicalTime', () => {
  it.each([
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
    ['2024-06-01T12:00:00+02:00', '2024-06-01T10:00:00Z'],
    ['2024-12-31T23:30:00-00:45', '2025-01-01T00:15:00Z'],
    ['2024-06-01T12:00:00.999Z', '2024-06-01T12:00:00Z'],
    ['2024-06-01T12:00:00,5Z', '2024-06-01T12:00:00Z'],
    ['2024-06-01T1:02:03Z', '2024-06-01T01:02:03Z'],
    ['2024-06-01T12:00:00+24:60', '2024-05-31T11:00:00Z'],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59-01:00', '10000-01-01T00:59:59Z'],
    ['0001-01-01T01:00:00+01:00', NO_TIME],
  ])('reads %s as %s', (sent, stored) => {
    expect(canonicalTime(sent)).toBe(stored);
    expect(timeProblem(sent)).toBe('');
  });

  it.each([
    '9999-12-31T23:59:59-01:00',
    '9999-12-31T23:59:59-24:60',
    '0000-01-01T00:00:00+01:00',
    '0000-01-01T00:00:00+24:60',
  ])(
    'reads what it made of %s as it is, beyond the years of four digits, where nobody else can have written it',
    (sent) => {
      const time = canonicalTime(sent) ?? '';
      expect(time).toMatch(/^(10000|-0001)-/);
      expect(canonicalTime(time, true)).toBe(time);
      expect(canonicalTime(time)).toBe(undefined);
      const microTime = canonicalMicroTime(`${sent.slice(0, 19)}.123456${sent.slice(19)}`) ?? '';
      expect(microTime).toMatch(/^(10000|-0001)-.*\.123456Z$/);
      expect(canonicalMicroTime(microTime, true)).toBe(microTime);
      expect(canonicalMicroTime(microTime)).toBe(undefined);
    },
  );

  it.each([
    ['yesterday', 'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"'],
    ['', 'parsing time "" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "2006"'],
    ['2024-06-01', 'parsing time "2024-06-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
    [
      '2024-06-01 12:00:00Z',
      'parsing time "2024-06-01 12:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 12:00:00Z" as "T"',
    ],
    [
      '2024-06-01t12:00:00Z',
      'parsing time "2024-06-01t12:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse "t12:00:00Z" as "T"',
    ],
    [
      '2024-06-01T12:00:00z',
      'parsing time "2024-06-01T12:00:00z" as "2006-01-02T15:04:05Z07:00": cannot parse "z" as "Z07:00"',
    ],
    [
      '2024-06-01T12:00:00',
      'parsing time "2024-06-01T12:00:00" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"',
    ],
    [
      '2024-06-01T12:00:00+0200',
      'parsing time "2024-06-01T12:00:00+0200" as "2006-01-02T15:04:05Z07:00": cannot parse "+0200" as "Z07:00"',
    ],
    [
      '2024-6-01T12:00:00Z',
      'parsing time "2024-6-01T12:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse "6-01T12:00:00Z" as "01"',
    ],
    ['2024-06-01T12:00:00Zulu', 'parsing time "2024-06-01T12:00:00Zulu": extra text: "ulu"'],
    ['2024-13-01T12:00:00Z', 'parsing time "2024-13-01T12:00:00Z": month out of range'],
    ['2023-02-29T12:00:00Z', 'parsing time "2023-02-29T12:00:00Z": day out of range'],
    ['1900-02-29T12:00:00Z', 'parsing time "1900-02-29T12:00:00Z": day out of range'],
    ['2024-06-00T12:00:00Z', 'parsing time "2024-06-00T12:00:00Z": day out of range'],
    ['2024-06-01T24:00:00Z', 'parsing time "2024-06-01T24:00:00Z": hour out of range'],
    ['2024-06-01T12:60:00Z', 'parsing time "2024-06-01T12:60:00Z": minute out of range'],
    ['2024-06-30T23:59:60Z', 'parsing time "2024-06-30T23:59:60Z": second out of range'],
    ['2024-06-01T12:00:00+25:00', 'parsing time "2024-06-01T12:00:00+25:00": time zone offset hour out of range'],
    ['2024-06-01T12:00:00+00:61', 'parsing time "2024-06-01T12:00:00+00:61": time zone offset minute out of range'],
  ])('refuses %j', (sent, problem) => {
    expect(canonicalTime(sent)).toBeUndefined();
    expect(timeProblem(sent)).toBe(problem);
  });

  it('agrees with the calendar about every instant of four-digit years', () => {
    const instant = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        const whole = `${date.toISOString().slice(0, 19)}Z`;
        expect(canonicalTime(whole)).toBe(whole);
        expect(canonicalTime(date.toISOString())).toBe(whole);
      }),
    );
  });
});

describe('canonicalMicroTime', () => {
  it.each([
    ['2024-06-01T12:00:00.123456Z', '2024-06-01T12:00:00.123456Z'],
    ['2024-06-01T12:00:00.000001+02:00', '2024-06-01T10:00:00.000001Z'],
    ['0001-01-01T00:00:00.000000Z', NO_TIME],
  ])('reads %s as %s', (sent, stored) => {
    expect(canonicalMicroTime(sent)).toBe(stored);
  });

  it.each([
    ['2024-06-01T12:00:00Z', 'cannot parse "Z" as ".000000"'],
    ['2024-06-01T12:00:00.123Z', 'cannot parse ".123Z" as ".000000"'],
    ['2024-06-01T12:00:00.1234567Z', 'cannot parse "7Z" as "Z07:00"'],
  ])('refuses %s', (sent, problem) => {
    expect(canonicalMicroTime(sent)).toBeUndefined();
    expect(microTimeProblem(sent)).toBe(`parsing time "${sent}" as "2006-01-02T15:04:05.000000Z07:00": ${problem}`);
  });
});
