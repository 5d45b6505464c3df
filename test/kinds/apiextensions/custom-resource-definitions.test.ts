import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { send, serve } from '../../support/http.ts';

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
let server: PodledgerServer;

beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

it('lists no custom resource definitions, so that kubectl can say that a kind does not exist', async () => {
  expect((await send(server, 'GET', PATH)).json()).toMatchObject({ kind: 'CustomResourceDefinitionList', items: [] });
  expect(await send(server, 'GET', `${PATH}/things.example.com`)).toMatchObject({ status: 404 });
});

it('refuses to create one with 405 MethodNotAllowed', async () => {
  const body = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'a.b.c' } };
  const refused = await send(server, 'POST', PATH, { body });
  expect(refused.status).toBe(405);
  expect(refused.json()).toMatchObject({ kind: 'Status', reason: 'MethodNotAllowed' });
});
