import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/storage/store.ts';
import { slowDatabase } from '../storage/slow-store.ts';
import { type AccessServer, startAccessServer } from '../support/access-server.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { openStore } from '../support/registry.ts';

const GROUP = 'rbac.authorization.k8s.io';
const RBAC = `/apis/${GROUP}/v1`;
const ROLES = `${RBAC}/namespaces/default/roles`;
const BINDINGS = `${RBAC}/namespaces/default/rolebindings`;
const PODS = '/api/v1/namespaces/default/pods';
const HISTORY = { historyEvents: 10_000, historyBytes: 16 * 1024 * 1024 };
const MERGE = 'application/merge-patch+json';

interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

const pods = (...verbs: string[]): Rule => ({ verbs, apiGroups: [''], resources: ['pods'] });
const subject = (name: string) => ({ kind: 'User', apiGroup: GROUP, name });
const binding = (name: string, kind: string, role: string, ...users: string[]) => ({
  metadata: { name },
  roleRef: { apiGroup: GROUP, kind, name: role },
  subjects: users.map(subject),
});

async function must(server: AccessServer, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await server.as('admin', method, path, body, method === 'PATCH' ? MERGE : 'application/json');
  expect(answer.status, answer.text).toBeLessThan(300);
}

/** Gives someone rules in the namespace `default`, by a role and a binding of one name. */
async function give(server: AccessServer, name: string, user: string, ...rules: Rule[]): Promise<void> {
  await must(server, 'POST', ROLES, { metadata: { name }, rules });
  await must(server, 'POST', BINDINGS, binding(name, 'Role', name, user));
}

describe('a right', () => {
  test.for([
    ['in memory', (): Store | undefined => undefined],
    ['far away', (): Store | undefined => slowDatabase(HISTORY, 'around writes').connect()],
  ] as const)(
    'is there with the answer to what gave it, and gone with the answer to what took it, on a store %s',
    async ([, open]) => {
      await using server = await startAccessServer({ users: { ann: [] } }, open());
      for (let round = 0; round < 5; round += 1) {
        await give(server, 'r', 'ann', pods('list'));
        expect((await server.as('ann', 'GET', PODS)).status).toBe(200);
        await must(server, 'PATCH', `${ROLES}/r`, { rules: [] });
        expect((await server.as('ann', 'GET', PODS)).status).toBe(403);
        await must(server, 'PUT', `${ROLES}/r`, { metadata: { name: 'r' }, rules: [pods('*')] });
        expect((await server.as('ann', 'GET', PODS)).status).toBe(200);
        await must(server, 'DELETE', `${BINDINGS}/r`);
        expect((await server.as('ann', 'GET', PODS)).status).toBe(403);
        await must(server, 'DELETE', `${ROLES}/r`);
      }
    },
  );

  test('is waited for where the server has answered the write that gave or took it, and not seen it yet', async () => {
    const lagging = laggingStore(openStore());
    await using server = await startAccessServer({ users: { ann: [] } }, lagging.store);
    expect((await server.as('ann', 'GET', PODS)).status).toBe(403);
    const askedWhileHeld = async (write: () => Promise<void>): Promise<number> => {
      lagging.hold();
      await write();
      const asked = server.as('ann', 'GET', PODS);
      // The other request is answered meanwhile.
      await must(server, 'GET', '/livez');
      lagging.letGo();
      return (await asked).status;
    };
    expect(await askedWhileHeld(() => give(server, 'r', 'ann', pods('list')))).toBe(200);
    expect(await askedWhileHeld(() => must(server, 'DELETE', `${BINDINGS}/r`))).toBe(403);
  });

  test('is remembered for the names of its rule alone', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await give(server, 'r', 'ann', { ...pods('get'), resourceNames: ['a', 'b'] });
    const get = async (name: string) => (await server.as('ann', 'GET', `${PODS}/${name}`)).status;
    expect([await get('a'), await get('c'), await get('b')]).toEqual([404, 403, 404]);
  });

  test('of a role in the store from before the start counts', async () => {
    const database = slowDatabase(HISTORY, 'absent');
    const first = await startAccessServer({ users: { ann: [] } }, database.connect());
    await give(first, 'r', 'ann', pods('list'));
    await first.stop();
    await using second = await startAccessServer({ users: { ann: [] } }, database.connect());
    expect((await second.as('ann', 'GET', PODS)).status).toBe(200);
  });
});

describe('a PUT or apply of what does not exist', () => {
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l' } };
  const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases/l';
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };

  test('needs the right to create', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await give(server, 'r', 'ann', { verbs: ['update', 'patch'], ...leases });
    const refused = {
      code: 403,
      message:
        'leases.coordination.k8s.io "l" is forbidden: User "ann" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "default"',
    };
    expect((await server.as('ann', 'PUT', path, lease)).json()).toMatchObject(refused);
    const apply = `${path}?fieldManager=m`;
    expect((await server.as('ann', 'PATCH', apply, lease, 'application/apply-patch+yaml')).json()).toMatchObject(
      refused,
    );
    expect((await server.as('ann', 'PATCH', path, {}, MERGE)).status).toBe(404);
    await give(server, 'c', 'ann', {
      verbs: ['create'],
      ...leases,
      resourceNames: ['l'],
    });
    expect((await server.as('ann', 'PUT', path, lease)).status).toBe(201);
  });
});

describe('a connection into a pod', () => {
  test.each(['attach', 'exec', 'portforward'])(
    'that is asked for by GET needs the right to create it: %s',
    async (name) => {
      await using server = await startAccessServer({ users: { ann: [] } });
      const path = `${PODS}/p/${name}${name === 'exec' ? '?command=sh' : ''}`;
      await give(server, 'reader', 'ann', { verbs: ['get'], apiGroups: [''], resources: [`pods/${name}`] });
      const refused = await server.as('ann', 'GET', path);
      expect(refused.status).toBe(403);
      expect(refused.json()).toMatchObject({
        message: 'pods "p" is forbidden: ',
        details: { name: 'p', kind: 'pods' },
      });
      await give(server, 'writer', 'ann', { verbs: ['create'], apiGroups: [''], resources: [`pods/${name}`] });
      expect((await server.as('ann', 'GET', path)).status).toBe(404);
    },
  );

  test('that only reads needs no right to create', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await give(server, 'reader', 'ann', { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] });
    expect((await server.as('ann', 'GET', `${PODS}/p/log`)).status).toBe(404);
  });
});

describe('nobody gives others more than they hold', () => {
  const manager: Rule = {
    verbs: ['create', 'update', 'patch'],
    apiGroups: [GROUP],
    resources: ['roles', 'rolebindings'],
  };
  /** A role of so many rules that another thread answers for it. */
  const large = (verb: string) => Array.from({ length: 1500 }, (_, i) => ({ ...pods(verb), resourceNames: [`p${i}`] }));

  test('whichever thread answers', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await give(server, 'manager', 'ann', manager, pods('get'));
    const create = (name: string, rules: readonly Rule[]) =>
      server.as('ann', 'POST', ROLES, { metadata: { name }, rules });
    expect((await create('small', [pods('get')])).status).toBe(201);
    expect((await create('large', large('get'))).status).toBe(201);
    for (const rules of [[pods('delete')], large('delete')]) {
      const { message, code } = (await create('more', rules)).json<{ message: string; code: number }>();
      expect(code).toBe(403);
      expect(message).toContain('user "ann" (groups=["system:authenticated"]) is attempting to grant RBAC permissions');
      expect(message).toContain('Verbs:["delete"]');
    }
    expect(
      (await server.as('ann', 'PUT', `${ROLES}/large`, { metadata: { name: 'large' }, rules: large('delete') })).status,
    ).toBe(403);
  }, 60_000);

  test('by a rule of few words that allows more things than can be looked at', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await give(server, 'manager', 'ann', manager, pods('*'));
    const words = Array.from({ length: 200 }, (_, i) => `w${i}`);
    const rule = { verbs: words, apiGroups: words, resources: words, resourceNames: words };
    const answer = await server.as('ann', 'POST', ROLES, { metadata: { name: 'r' }, rules: [rule] });
    expect(answer.json()).toMatchObject({ code: 403, message: expect.stringContaining('more than 20000 things') });
  });

  test('but an owner may be taken from a role by whoever may not give its rules', async () => {
    await using server = await startAccessServer({ users: { ann: [] } });
    await must(server, 'POST', ROLES, {
      metadata: { name: 'r', finalizers: ['a.b/c'], labels: { a: 'b' } },
      rules: [pods('get')],
    });
    await give(server, 'manager', 'ann', manager);
    const patch = (metadata: object) => server.as('ann', 'PATCH', `${ROLES}/r`, { metadata }, MERGE);
    expect((await patch({ finalizers: [] })).status).toBe(200);
    expect((await patch({ labels: { a: 'c' } })).status).toBe(403);
  });

  test('nor where RBAC is no mode', async () => {
    await using server = await startAccessServer({ authorizationMode: ['AlwaysDeny'], users: { ann: [] } });
    expect((await server.as('ann', 'POST', ROLES, { metadata: { name: 'r' } })).json()).toMatchObject({
      code: 403,
      message:
        'roles.rbac.authorization.k8s.io is forbidden: User "ann" cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "default": Everything is forbidden.',
    });
  });
});
