import { expect, test } from 'vitest';
import { Event } from '../../../schemas/core/v1/event.ts';
import { Namespace } from '../../../schemas/core/v1/namespace.ts';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { zeroJson } from '../../../src/apimachinery/decode/zero-json.ts';

const WITHOUT = ['kind', 'apiVersion', 'metadata'];

test('writes what is required or embedded, lists that nobody made as null, and nothing else', () => {
  expect(zeroJson(Pod, WITHOUT)).toBe('{"spec":{"containers":null},"status":{}}');
  expect(zeroJson(Namespace, WITHOUT)).toBe('{"spec":{},"status":{}}');
});

test('writes text, times and objects by their own zeros', () => {
  expect(JSON.parse(zeroJson(Event, WITHOUT))).toMatchObject({
    involvedObject: {},
    reportingComponent: '',
    reportingInstance: '',
    eventTime: null,
  });
});
