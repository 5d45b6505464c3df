import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import type { PolicyRule } from '../../schemas/rbac/v1/role.ts';
import { type AccessServer, startAccessServer } from '../support/access-server.ts';
import { eventually } from '../support/eventually.ts';
import { openStore } from '../support/registry.ts';

interface Recorded {
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly rules?: readonly PolicyRule[] | null;
}

/** What a kube-apiserver had after its first start, and what became of edited objects by another one. */
interface Recording {
  readonly clusterRoles: readonly Recorded[];
  readonly clusterRoleBindings: readonly Recorded[];
  readonly roles: readonly Recorded[];
  readonly roleBindings: readonly Recorded[];
  readonly aggregated: readonly { readonly name: string; readonly rules: readonly PolicyRule[] }[];
  readonly reconciled: readonly Edit[];
}

interface Edit {
  readonly what: string;
  readonly path: string;
  readonly edited: Recorded | { readonly missing: true };
  readonly afterRestart: Recorded;
}

const recording = JSON.parse(readFileSync(new URL('data/bootstrap-rbac.json', import.meta.url), 'utf8')) as Recording;

const GROUP = '/apis/rbac.authorization.k8s.io/v1';
// As kube-apiserver alone leaves aggregated roles.
const ALONE = { controllers: ['-clusterrole-aggregation-controller'] } as const;

/** An object without what each server fills in by itself. */
function comparable({ metadata, ...object }: Recorded): unknown {
  const { uid: _, creationTimestamp: __, resourceVersion: ___, managedFields: ____, ...kept } = metadata;
  return { apiVersion: 'rbac.authorization.k8s.io/v1', ...object, metadata: kept };
}

async function read(server: AccessServer, path: string): Promise<unknown> {
  return comparable((await server.as('admin', 'GET', path)).json<Recorded>());
}

function pathOf({ kind, metadata: { name = '', namespace } }: Recorded): string {
  return `${GROUP}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${kind.toLowerCase()}s/${name}`;
}

async function edit(server: AccessServer, { path, edited }: Edit): Promise<void> {
  await server.as('admin', 'DELETE', path);
  if ('missing' in edited) return;
  const answer = await server.as('admin', 'POST', path.slice(0, path.lastIndexOf('/')), edited);
  expect(answer.status, answer.text).toBe(201);
}

describe('the first start of a server', () => {
  let server: AccessServer;
  beforeAll(async () => {
    server = await startAccessServer(ALONE);
  });
  afterAll(() => server.stop());

  const { clusterRoles, clusterRoleBindings, roles, roleBindings } = recording;
  test.for(Object.entries({ clusterRoles, clusterRoleBindings, roles, roleBindings }))(
    'creates the %s of a fresh kube-apiserver and no others, as kube-apiserver',
    async ([name, objects]) => {
      const list = (await server.as('admin', 'GET', `${GROUP}/${name.toLowerCase()}`)).json<{ items: Recorded[] }>();
      expect(list.items).toHaveLength(objects.length);
      for (const object of objects)
        expect(await read(server, pathOf(object)), pathOf(object)).toEqual(comparable(object));
      const managers = list.items.flatMap(({ metadata }) => metadata.managedFields?.map(({ manager }) => manager));
      expect(new Set(managers)).toEqual(new Set(['kube-apiserver']));
    },
  );

  test('is ready when they are there', async () => {
    const answer = await server.as('admin', 'GET', '/readyz?verbose');
    expect(answer.text).toContain('[+]poststarthook/rbac/bootstrap-roles ok');
  });
});

test('a server without RBAC creates none of them', async () => {
  await using server = await startAccessServer({ authorizationMode: ['AlwaysDeny'] });
  const list = (await server.as('admin', 'GET', `${GROUP}/clusterroles`)).json<{ items: Recorded[] }>();
  expect(list.items).toEqual([]);
  expect((await server.as('admin', 'GET', '/readyz?verbose')).text).not.toContain('bootstrap-roles');
});

test('the aggregated roles of people get the rules of those that are labelled for them', async () => {
  await using server = await startAccessServer();
  await eventually(async () => {
    for (const { name, rules } of recording.aggregated) {
      const role = (await server.as('admin', 'GET', `${GROUP}/clusterroles/${name}`)).json<Recorded>();
      expect(role.rules, name).toEqual(rules);
    }
  });
});

describe('another start', () => {
  test.for(recording.reconciled)('$what: $path', async (change) => {
    const store = openStore();
    const first = await startAccessServer(ALONE, store);
    await edit(first, change);
    await first.stop();
    await using second = await startAccessServer(ALONE, store);
    expect(await read(second, change.path)).toEqual(comparable(change.afterRestart));
  });

  test('writes nothing where nothing is missing', async () => {
    const store = openStore();
    await (await startAccessServer(ALONE, store)).stop();
    const before = await store.currentRevision();
    await (await startAccessServer(ALONE, store)).stop();
    expect(await store.currentRevision()).toBe(before);
  });
});
