import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StatusResponse } from '../../src/cri/messages.ts';
import { VERSION } from '../../src/process/version.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { cniConfigOf, conflist, isTrue, networkNames, put } from './support/networks.ts';
import { startCri, startWithCri, temporaryDirectory } from './support/servers.ts';

const READY = { status: true, reason: '', message: '' };

const NETWORK_NOT_READY = {
  type: 'NetworkReady',
  status: false,
  reason: 'NetworkPluginNotReady',
  message: 'iSulad: network plugin is not ready: cni config uninitialized',
};

describe.each(['v1', 'v1alpha2'])('runtime.%s.RuntimeService', (version) => {
  test('Version tells the version of the interface that was called', async () => {
    const { client } = await startWithCri();
    expect(await client.call(`runtime.${version}.RuntimeService/Version`, { version: '0.1.0' })).toEqual({
      version: '0.1.0',
      runtime_name: 'podledger',
      runtime_version: VERSION,
      runtime_api_version: version,
    });
  });

  test('Status answers two conditions, both true where a network is configured', async () => {
    const { client, directory } = await startWithCri();
    await put(directory, '10-net.conflist', conflist('net'));
    expect(await client.call(`runtime.${version}.RuntimeService/Status`)).toEqual({
      status: {
        conditions: [
          { type: 'RuntimeReady', ...READY },
          { type: 'NetworkReady', ...READY },
        ],
      },
      info: {},
      runtime_handlers: [],
      features: { supplemental_groups_policy: false, user_namespaces_host_network: false },
    });
  });

  test('Status fills info where it is verbose', async () => {
    const { client, directory } = await startWithCri();
    await put(directory, '10-net.conflist', conflist('net'));
    const verbose = await client.call<StatusResponse>(`runtime.${version}.RuntimeService/Status`, { verbose: true });
    expect(networkNames(verbose)).toEqual(['net']);
  });
});

describe('the network', () => {
  test('is not ready where no network is configured', async () => {
    const { client } = await startWithCri();
    const { status } = await client.status();
    expect(status.conditions).toEqual([{ type: 'RuntimeReady', ...READY }, NETWORK_NOT_READY]);
  });

  test('is not ready where the directory does not exist, and becomes ready with it', async () => {
    const directory = join(await temporaryDirectory(), 'net.d');
    const { client } = await startWithCri({ cniConfDir: directory });
    expect((await client.status()).status.conditions[1]).toEqual(NETWORK_NOT_READY);
    await mkdir(directory);
    await put(directory, 'net.conf', '{"type":"bridge"}');
    expect(isTrue(await client.status(), 'NetworkReady')).toBe(true);
  });

  test('is ready in the first Status after a network is configured', async () => {
    const { client, directory } = await startWithCri();
    expect(isTrue(await client.status(), 'NetworkReady')).toBe(false);
    await writeFile(join(directory, '10-net.conflist'), conflist('net'));
    expect(isTrue(await client.status(), 'NetworkReady')).toBe(true);
  });

  test('is what the files said when Status was called, however soon after a change', async () => {
    const { client, directory } = await startWithCri();
    const seen: (readonly string[])[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await writeFile(join(directory, 'net.conflist'), conflist(name));
      seen.push(networkNames(await client.status(true)));
    }
    expect(seen).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
  });

  test('is loaded when the server starts, and stays as it was where its files are removed afterwards', async () => {
    const directory = await temporaryDirectory();
    await put(directory, '10-net.conflist', conflist('net'));
    const { client } = await startWithCri({ cniConfDir: directory });
    await rm(join(directory, '10-net.conflist'));
    const response = await client.status(true);
    expect(isTrue(response, 'NetworkReady')).toBe(true);
    expect(networkNames(response)).toEqual(['net']);
    expect(response.info.lastCNILoadStatus).toBe(
      JSON.stringify(`cni config load failed: no network config found in ${directory}`),
    );
  });

  test('stays as it was where the directory is removed', async () => {
    const { client, directory } = await startWithCri();
    await put(directory, '10-net.conflist', conflist('net'));
    await client.status();
    await rm(directory, { recursive: true });
    expect(networkNames(await client.status(true))).toEqual(['net']);
    await mkdir(directory);
    await put(directory, '10-net.conflist', conflist('another'));
    expect(networkNames(await client.status(true))).toEqual(['another']);
  });

  test.each([
    ['is a file', (path: string) => writeFile(path, ''), 'ENOTDIR'],
    ['is a symbolic link to itself', (path: string) => symlink(path, path), 'ELOOP'],
  ])('stays as it was where what should be the directory %s', async (_, replace, code) => {
    const { client, directory } = await startWithCri();
    await put(directory, '10-net.conflist', conflist('net'));
    await client.status();
    await rename(directory, `${directory}-old`);
    await replace(directory);
    const response = await client.status(true);
    expect(isTrue(response, 'NetworkReady')).toBe(true);
    expect(networkNames(response)).toEqual(['net']);
    expect(JSON.parse(response.info.lastCNILoadStatus ?? '')).toMatch(
      `cni config load failed: failed to read ${directory}: ${code}: `,
    );
    await rm(directory);
    await rename(`${directory}-old`, directory);
    expect((await client.status(true)).info.lastCNILoadStatus).toBe('"OK"');
  });

  test('loses nothing by a broken file beside a good one', async () => {
    const { client, directory } = await startWithCri();
    await put(directory, '10-net.conflist', conflist('net'));
    await put(directory, '00-broken.conflist', conflist('broken').slice(0, -1));
    const response = await client.status(true);
    expect(isTrue(response, 'NetworkReady')).toBe(true);
    expect(networkNames(response)).toEqual(['net']);
    expect(cniConfigOf(response).Skipped).toEqual([
      { File: join(directory, '00-broken.conflist'), Reason: 'it is not JSON' },
    ]);
  });

  test('stays as it was where all files are broken', async () => {
    const { client, directory } = await startWithCri();
    await put(directory, 'net.conflist', conflist('net'));
    await client.status();
    await put(directory, 'net.conflist', '{');
    const response = await client.status(true);
    expect(isTrue(response, 'NetworkReady')).toBe(true);
    expect(networkNames(response)).toEqual(['net']);
    expect(response.info['lastCNILoadStatus.default']).toBe(
      JSON.stringify(`cni config load failed: no valid network config found in ${directory}`),
    );
  });

  test('is always ready without a network plugin', async () => {
    const { client, directory } = await startWithCri({ networkPlugin: '' });
    expect(isTrue(await client.status(), 'NetworkReady')).toBe(true);
    await put(directory, 'net.conflist', '{');
    const response = await client.status(true);
    expect(isTrue(response, 'NetworkReady')).toBe(true);
    expect(Object.keys(response.info).sort()).toEqual(['config', 'versions']);
  });
});

describe('the runtime', () => {
  test('is not ready where the store fails, for the reason that it gives, and is again where it recovers', async () => {
    let problem: Error | undefined = new Error('connection refused');
    const checkStore = async () => {
      if (problem !== undefined) throw problem;
    };
    const { client } = await startCri({ backend: { checkStore, listPods: async () => [] } });
    expect((await client.status()).status.conditions[0]).toEqual({
      type: 'RuntimeReady',
      status: false,
      reason: 'iSuladDaemonNotReady',
      message: 'iSulad: failed to get iSulad version: connection refused',
    });
    problem = undefined;
    expect((await client.status()).status.conditions[0]).toEqual({ type: 'RuntimeReady', ...READY });
  });

  test('is not ready where the store does not answer in time, and the store is told', async () => {
    const clock = fakeClock();
    let asked: (signal: AbortSignal) => void = () => {};
    const signal = new Promise<AbortSignal>((resolve) => {
      asked = resolve;
    });
    const checkStore = (given: AbortSignal) => {
      asked(given);
      return new Promise<never>(() => {});
    };
    const { client } = await startCri({ clock, backend: { checkStore, listPods: async () => [] } });
    const answer = client.status();
    const { aborted } = await signal;
    expect(aborted).toBe(false);
    clock.pass(1_000);
    expect((await answer).status.conditions[0]?.message).toBe(
      'iSulad: failed to get iSulad version: the store did not answer within 1000 ms',
    );
    expect((await signal).aborted).toBe(true);
  });
});

describe('info', () => {
  test('tells the networks as containerd does, with what each file says', async () => {
    const { client, directory } = await startWithCri({ cniBinDir: ['/opt/cni/bin', '/usr/lib/cni'] });
    const source = '{"cniVersion":"0.4.0","name":"first","type":"ptp","ipam":{"type":"host-local"}}\n';
    await put(directory, '10-a.conf', source);
    await put(directory, '20-b.conflist', conflist('second'));
    expect(JSON.parse((await client.status(true)).info.cniconfig ?? '')).toEqual({
      PluginDirs: ['/opt/cni/bin', '/usr/lib/cni'],
      PluginConfDir: directory,
      PluginMaxConfNum: 1024,
      Prefix: 'eth',
      NetworksLeftOut: 0,
      Skipped: [],
      Networks: [
        {
          IFName: 'eth0',
          Config: {
            Name: 'first',
            CNIVersion: '0.4.0',
            Plugins: [{ Network: JSON.parse(source) }],
            File: join(directory, '10-a.conf'),
            Source: source,
          },
        },
        {
          IFName: 'eth1',
          Config: {
            Name: 'second',
            CNIVersion: '1.0.0',
            Plugins: [{ Network: { type: 'bridge', bridge: 'cni0' } }],
            File: join(directory, '20-b.conflist'),
            Source: conflist('second'),
          },
        },
      ],
    });
  });

  test('tells the configuration and the versions, and every value is JSON', async () => {
    const { client, directory, socketPath } = await startWithCri({ nodeName: 'node-7' });
    const { info } = await client.status(true);
    const values = Object.fromEntries(Object.entries(info).map(([key, value]) => [key, JSON.parse(value)]));
    expect(values).toMatchObject({
      config: {
        criSocket: socketPath,
        cniConfDir: directory,
        cniBinDir: ['/opt/cni/bin'],
        networkPlugin: 'cni',
        nodeName: 'node-7',
        podCidr: '',
      },
      versions: { podledger: VERSION, nodejs: process.versions.node, cri: ['v1', 'v1alpha2'] },
      lastCNILoadStatus: `cni config load failed: no network config found in ${directory}`,
    });
  });

  test('leaves out the networks that would make it larger than a client takes, and counts them', async () => {
    const { client, directory } = await startWithCri();
    const network = (name: string) => JSON.stringify({ name, type: 'x', text: 'é'.repeat(400_000) });
    for (const name of ['a', 'b', 'c']) await writeFile(join(directory, `${name}.conf`), network(name));
    const response = await client.status(true);
    expect(networkNames(response)).toEqual(['a']);
    expect(cniConfigOf(response).NetworksLeftOut).toBe(2);
    expect(Buffer.byteLength(JSON.stringify(response.info))).toBeGreaterThan(1_600_000);
  });
});

describe('UpdateRuntimeConfig', () => {
  const update = (pod_cidr: string) => ({ runtime_config: { network_config: { pod_cidr } } });

  test('sets the pod CIDR once; a later one is ignored with a warning', async () => {
    const { client, logged } = await startCri();
    const podCidr = async () => JSON.parse((await client.status(true)).info.config ?? '').podCidr;
    for (const empty of [{}, { runtime_config: {} }, update('')]) {
      expect(await client.call('runtime.v1.RuntimeService/UpdateRuntimeConfig', empty)).toEqual({});
    }
    expect(await podCidr()).toBe('');
    await client.call('runtime.v1.RuntimeService/UpdateRuntimeConfig', update('10.244.0.0/24'));
    await client.call('runtime.v1alpha2.RuntimeService/UpdateRuntimeConfig', update('10.245.0.0/24'));
    expect(await podCidr()).toBe('10.244.0.0/24');
    expect(logged).toContain('Ignoring subsequent pod CIDR update to 10.245.0.0/24');
  });
});

describe('the log', () => {
  test('tells of a change once, however often Status is called', async () => {
    const { client, directory, logged } = await startCri();
    await put(directory, 'a.conflist', conflist('net'));
    await put(directory, 'b.conflist', '{');
    for (let calls = 0; calls < 5; calls += 1) await client.status();
    await rm(join(directory, 'a.conflist'));
    for (let calls = 0; calls < 5; calls += 1) await client.status();
    // The watcher may have seen the files one after the other, or on their way.
    expect(logged.filter((line) => line.startsWith('CNI: loaded'))).toEqual([
      'CNI: loaded net; the default network is net',
    ]);
    expect(logged.filter((line) => line.includes('b.conflist'))).toEqual([
      `CNI: ${directory}/b.conflist is skipped: it is not JSON`,
    ]);
    expect(logged.at(-1)).toBe(
      `cni config load failed: no valid network config found in ${directory}; what was loaded before stays in force`,
    );
  });
});
