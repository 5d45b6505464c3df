import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiVersionOf } from '../../src/apimachinery/group-version-kind.ts';
import { type PodledgerServer, startServer } from '../../src/index.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { hasKubectl } from '../conformance/kubectl-sessions.ts';

const run = promisify(execFile);

const POD = `apiVersion: v1
kind: Pod
metadata: {name: hello-world}
spec:
  containers: [{name: hello-world, image: "beego:v1"}]
`;
const STATUS = `apiVersion: v1
kind: Pod
metadata: {name: hello-world}
status: {phase: Running, podIP: 172.16.0.4}
`;

const present = hasKubectl();

if (!present) {
  const reason = 'there is no kubectl on the PATH';
  test.runIf(process.env.CI !== undefined)('kubectl is there', () => expect.fail(reason));
  console.warn(`kubectl is not tried out: ${reason}`);
}

describe.runIf(present)('kubectl, with its validation on', () => {
  let server: PodledgerServer;
  let folder: string;

  // A home of its own, so that nothing is read from a cache and nothing is left behind.
  const kubectl = (...args: readonly string[]) =>
    run('kubectl', ['--kubeconfig', join(folder, 'config'), ...args], { env: { ...process.env, HOME: folder } });
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podledger-kubectl-'));
    server = await startServer();
    await file('config', server.kubeconfig());
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('creates, reads, replaces and deletes a pod and its status', async () => {
    await kubectl('create', '--filename', await file('pod.yaml', POD));
    await kubectl('replace', '--subresource=status', '--filename', await file('status.yaml', STATUS));
    const { stdout } = await kubectl(
      'get',
      'pod',
      'hello-world',
      '--output=jsonpath={.status.phase} {.status.podIPs[0].ip}',
    );
    expect(stdout).toBe('Running 172.16.0.4');
    await kubectl('delete', 'pod', 'hello-world');
    await expect(kubectl('get', 'pod', 'hello-world')).rejects.toMatchObject({
      stderr: expect.stringContaining('pods "hello-world" not found'),
    });
  });

  test('leaves it to the server to refuse an unknown field', async () => {
    const wrong = await file('wrong.yaml', POD.replace('image:', 'picture:'));
    await expect(kubectl('create', '--filename', wrong)).rejects.toMatchObject({
      stderr: expect.stringContaining('strict decoding error: unknown field "spec.containers[0].picture"'),
    });
  });

  test('applies what stands around a custom resource definition, which the server refuses', async () => {
    const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, not: {required: [a]}}}}}
`;
    const all = await file('around.yaml', [configMap('ahead'), definition, configMap('behind')].join('---\n'));
    await expect(kubectl('apply', '--filename', all)).rejects.toMatchObject({
      stdout: 'configmap/ahead created\nconfigmap/behind created\n',
      stderr: expect.stringContaining('Error from server (MethodNotAllowed)'),
    });
    await kubectl('delete', 'configmap', 'ahead', 'behind');
  }, 30_000);

  test('explains the fields of a status, and lists what is served', async () => {
    expect((await kubectl('explain', 'pod.status.conditions.lastProbeTime')).stdout).toMatch(
      /^KIND: +Pod\nVERSION: +v1\n\nFIELD: lastProbeTime <string>\n/,
    );
    const { stdout } = await kubectl('api-resources', '--no-headers');
    const lines = stdout.split('\n').map((line) => line.split(/ +/).join(' '));
    const served = kinds.map(({ resource, shortNames, kind, strategy }) =>
      [resource, shortNames.join(), apiVersionOf(kind), strategy.namespaced, kind.kind]
        .filter((word) => word !== '')
        .join(' '),
    );
    expect(lines).toEqual(expect.arrayContaining([...served, 'bindings v1 true Binding']));
  });
});
