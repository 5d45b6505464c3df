import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { decodeObject } from '../../../src/apimachinery/decode/decode-object.ts';
import { decoderOf } from '../../../src/apimachinery/decode/decoder.ts';
import { nativeParse } from '../../../src/apimachinery/json/native-parse.ts';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { StatusError } from '../../../src/apimachinery/status-error.ts';
import { fromSchema, shuffled } from '../../support/arbitrary-from-schema.ts';
import { decodePod, POD, podText, warningsOf } from '../../support/decode-pod.ts';

const RUNS = { numRuns: 200 };
const pods = fromSchema(Pod);
const written = (value: unknown): string => stringifyJson(value).text;

test('a decoded pod, written and decoded again, is the same pod', () => {
  fc.assert(
    fc.property(pods, (body) => {
      const text = podText(decodePod(written(body), { fieldValidation: 'Strict' }));
      const again = decoderOf(Pod)(parseJson(text).value, { keys: 0, canonical: true }) as Pod;
      expect(podText(again)).toBe(text);
    }),
    RUNS,
  );
});

test('the order of members makes no difference to what is written', () => {
  fc.assert(
    fc.property(pods, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (body, order) => {
      const other = shuffled(body, () => order.next().value ?? 0);
      expect(podText(decodePod(written(other)))).toBe(podText(decodePod(written(body))));
    }),
    RUNS,
  );
});

test('the white space between members makes no difference', () => {
  fc.assert(
    fc.property(pods, (body) => {
      const text = written(body);
      // Rewritten from the parsed text, so that strings stay as they are; long integers are left out of account.
      const value = nativeParse(text);
      const spaced = JSON.stringify(value, undefined, '\t').replaceAll(/^(\t*"(?:[^"\\]|\\.)*"):/gm, '$1 :');
      const compact = JSON.stringify(value);
      fc.pre(!/\d{16}/.test(compact));
      expect(podText(decodePod(spaced))).toBe(podText(decodePod(compact)));
      expect(warningsOf(spaced)).toEqual([]);
    }),
    RUNS,
  );
});

test('nothing is refused or decoded but with a Status or an object, whatever the body', () => {
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...'{}[]:,"', 'null', '1.5', '"status"', '"phase"', '"\\ud800"'), fc.string()),
  );
  const bodies = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json({ stringUnit: 'binary' }),
    pieces.map((parts) => parts.join('')),
    fc.tuple(pods, fc.nat(), fc.string({ maxLength: 3 }), fc.nat(4)).map(([body, at, insert, cut]) => {
      const text = written(body);
      const position = at % (text.length + 1);
      return text.slice(0, position) + insert + text.slice(position + cut);
    }),
  );
  fc.assert(
    fc.property(
      bodies,
      fc.constantFrom('Ignore' as const, 'Warn' as const, 'Strict' as const),
      (text, fieldValidation) => {
        try {
          const { object } = decodeObject(Pod, POD, text, { fieldValidation });
          expect(object.spec.containers).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError);
          expect((error as StatusError).status.code).toBe(400);
        }
      },
    ),
    { numRuns: 500 },
  );
});
