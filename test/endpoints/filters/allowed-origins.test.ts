import { describe, expect, test } from 'vitest';
import { allowedOrigins } from '../../../src/endpoints/filters/allowed-origins.ts';

async function checkOf(...patterns: string[]) {
  const result = await allowedOrigins(patterns);
  if (!result.ok) throw new Error(result.problem);
  return result.allows ?? (() => false);
}

test('without patterns there is nothing to check', async () => {
  expect(await allowedOrigins([])).toEqual({ ok: true, allows: undefined });
});

describe('patterns are matched as by kube-apiserver', () => {
  test.each([
    ['//example\\.com(:|$)', 'https://example.com', true],
    ['//example\\.com(:|$)', 'http://example.com:8080', true],
    ['//example\\.com(:|$)', 'https://example.com.evil', false],
    ['//example\\.com(:|$)', 'https://evil-example.com', false],
    ['//example\\.com(:|$)', 'https://examplexcom', false],
    ['^https://example\\.com(:|$)', 'http://example.com', false],
    ['^https://([a-z]+\\.)?example\\.com$', 'https://a.example.com', true],
    ['^null$', 'null', true],
    // Go's own syntax.
    ['(?i)//Example\\.com(:|\\z)', 'https://example.com', true],
    ['(?i)//Example\\.com(:|\\z)', 'https://example.comz', false],
    ['\\Ahttps://\\Qexample.com\\E$', 'https://example.com', true],
    ['\\Ahttps://\\Qexample.com\\E$', 'https://examplescom', false],
  ])('%s, %s: %s', async (pattern, origin, allowed) => {
    const allows = await checkOf('^https://never$', pattern);
    expect([allows(origin), allows(origin)]).toEqual([allowed, allowed]);
  });
});

test.each(['https://ok.example, https://evil.example', 'https://ok.example https://evil.example'])(
  'several origins are not one that is allowed: %s',
  async (origins) => {
    expect((await checkOf('^https://ok\\.example[:, ]|^https://ok\\.example$'))(origins)).toBe(false);
  },
);

test.each([
  ['//[:', '"//[:": error parsing regexp: missing closing ]: `[:`'],
  ['^(?=a)$', '"^(?=a)$": error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
])('a pattern that is no regular expression of Go is refused: %s', async (pattern, problem) => {
  expect(await allowedOrigins(['^a$', pattern])).toEqual({ ok: false, problem });
});

test('a pattern over which others would go back and forth takes no longer for a longer origin', async () => {
  const allows = await checkOf('^http://(a+)+$');
  expect(allows(`http://${'a'.repeat(200)}!`)).toBe(false);
  expect(allows(`http://${'a'.repeat(100_000)}`)).toBe(false);
});
