import { describe, expect, it } from 'vitest';
import { RequestDocument } from '../../../src/endpoints/decoding/request-document.ts';
import { isHeavyBody } from '../../../src/endpoints/filters/heavy-body.ts';

const isHeavy = (mediaType: string, text: string): boolean =>
  isHeavyBody(new RequestDocument(Buffer.from(text), mediaType));

const JSON_PATCH = 'application/json-patch+json';
const copies = (count: number, op = 'copy'): string =>
  JSON.stringify(Array.from({ length: count }, (_, i) => ({ op, from: '/data', path: `/data/c${i}` })));

describe('a body from which an object is made', () => {
  it.each<[string, string, string, boolean]>([
    ['JSON of some hundred parts', 'application/json', JSON.stringify(new Array(1_000).fill({ a: 1 })), false],
    ['JSON of many parts', 'application/json', JSON.stringify(new Array(4_000).fill({ a: 1 })), true],
    ['JSON of few long texts', 'application/json', JSON.stringify(['a'.repeat(300_000)]), true],
    ['a manifest in YAML', 'application/yaml', 'a: b\n'.repeat(500), false],
    ['YAML of many parts', 'application/yaml', 'a: b\n'.repeat(1_500), true],
    ['YAML that may repeat parts of itself', 'application/yaml', 'a: &x b\nc: *x\n', true],
    ['a JSON patch that copies little', JSON_PATCH, copies(2), false],
    ['a JSON patch each of whose copies may double what there is', JSON_PATCH, copies(3), true],
    ['a JSON patch that moves', JSON_PATCH, copies(20, 'move'), false],
    ['a JSON patch whose operations are escaped', JSON_PATCH, copies(3).replaceAll('copy', '\\u0063opy'), true],
    ['a merge patch of the same text', 'application/merge-patch+json', copies(3), false],
  ])('%s (%s)', (_, mediaType, text, heavy) => {
    expect(isHeavy(mediaType, text)).toBe(heavy);
  });
});
