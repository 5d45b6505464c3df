import { describe, expect, test } from 'vitest';
import { parseResourcePath, resourceVerb } from '../../src/apimachinery/request-info.ts';

/** Group, version, verb of the path, namespace, resource, name and subresource, with slashes between. */
function parts(path: string): string | undefined {
  const parsed = parseResourcePath(path);
  if (parsed === undefined) return undefined;
  const { apiGroup, apiVersion, pathVerb, namespace, resource, name, subresource } = parsed;
  return [apiGroup, apiVersion, pathVerb, namespace, resource, name, subresource].join(' ');
}

describe('a path', () => {
  test.each([
    ['/api/v1/namespaces', ' v1   namespaces  '],
    ['/api/v1/namespaces/n', ' v1  n namespaces n '],
    ['/api/v1/namespaces/n/', ' v1  n namespaces n '],
    ['/api/v1/namespaces/n/status', ' v1  n namespaces n status'],
    ['/api/v1/namespaces/n/finalize', ' v1  n namespaces n finalize'],
    ['/api/v1/namespaces/n/pods', ' v1  n pods  '],
    ['/api/v1/namespaces//pods', ' v1   pods  '],
    ['/api/v1/namespaces/n/pods/p', ' v1  n pods p '],
    ['/api/v1/namespaces/n/pods/p/log', ' v1  n pods p log'],
    ['/api/v1/namespaces/n/pods/p/proxy/a/b', ' v1  n pods p proxy'],
    ['/api/v1/nodes/x', ' v1   nodes x '],
    ['/apis/apps/v1/namespaces/n/deployments/d/scale', 'apps v1  n deployments d scale'],
    ['/apis/apps/v1/deployments', 'apps v1   deployments  '],
    ['/api/v1/watch/namespaces/n/pods/p', ' v1 watch n pods p '],
    ['/apis/apps/v1/watch/deployments', 'apps v1 watch  deployments  '],
    ['/api/v1/proxy/namespaces/n/pods/p/rest', ' v1 proxy n pods p '],
    ['/api/v1/namespaces/:namespace/pods/:name/exec', ' v1  :namespace pods :name exec'],
  ])('%s is of a resource', (path, expected) => {
    expect(parts(path)).toBe(expected);
  });

  test.each([
    '/',
    '',
    '/healthz',
    '/api',
    '/api/v1',
    '/api/v1/',
    '/apis',
    '/apis/apps',
    '/apis/apps/v1',
    '/version/a/b',
  ])('"%s" is of none', (path) => {
    expect(parts(path)).toBeUndefined();
  });

  test('of many slashes takes no longer than it is long', () => {
    const slashes = '/'.repeat(200_000);
    expect(parts(`${slashes}api/v1/pods${slashes}`)).toBe(' v1   pods  ');
  });
});

test.each([
  ['GET', true, 'get'],
  ['HEAD', true, 'get'],
  ['GET', false, 'list'],
  ['HEAD', false, 'list'],
  ['POST', false, 'create'],
  ['POST', true, 'create'],
  ['PUT', true, 'update'],
  ['PATCH', true, 'patch'],
  ['DELETE', true, 'delete'],
  ['DELETE', false, 'deletecollection'],
  ['OPTIONS', true, ''],
  ['TRACE', false, ''],
])('the verb of %s, named %s, is "%s"', (method, isNamed, verb) => {
  expect(resourceVerb(method, isNamed, false)).toBe(verb);
});

test('a GET of many that asks for a watch is one, a GET of one object is not', () => {
  expect([resourceVerb('GET', false, true), resourceVerb('GET', true, true)]).toEqual(['watch', 'get']);
});
