import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { helpText, versionText } from '../src/command-line/help.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Run {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Resolves to the first match in stdout, present or to come. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exitCode: Promise<number | null>;
}

interface Settings {
  readonly environment?: Record<string, string>;
  readonly node?: readonly string[];
}

function run(words: readonly string[], { environment = {}, node = [] }: Settings = {}): Run {
  // What the test's own process inherited must not configure the server.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PODLEDGER|npm)_/.test(name));
  const child = spawn(process.execPath, [...node, MAIN, ...words], {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUps.push(() => child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output.stdout);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`ended without ${pattern}: ${output.stdout}${output.stderr}`)));
      look();
    });
  return { child, output, printed, exitCode };
}

async function listening(words: readonly string[] = [], settings: Settings = {}): Promise<Run & { url: string }> {
  const running = run(['--port', '0', ...words], settings);
  const [, url = ''] = await running.printed(/"url":"([^"]+)"/);
  return { ...running, url };
}

describe('a command line that starts nothing', () => {
  test('--help prints the flags on stdout and ends with 0', async () => {
    const { exitCode, output } = run(['--help']);
    expect(await exitCode).toBe(0);
    expect(output).toEqual({ stdout: helpText(), stderr: '' });
  });

  test('--version prints the version on stdout and ends with 0', async () => {
    const { exitCode, output } = run(['serve', '--version']);
    expect(await exitCode).toBe(0);
    expect(output).toEqual({ stdout: versionText(), stderr: '' });
  });

  test.each([
    [['--prot', '1'], 'podledger: unknown flag --prot (did you mean --port?)\n'],
    [['--port', '70000'], 'podledger: --port: 70000 is not a port (0 to 65535)\n'],
    [['--secure-port', '6443'], 'podledger: --secure-port is not supported by this version of podledger\n'],
    [
      ['--log-level=loud'],
      'podledger: --log-level: "loud" is not one of trace, debug, info, warn, error, fatal, silent\n',
    ],
    [
      ['--cors-allowed-origins=^($'],
      'podledger: --cors-allowed-origins: "^($": error parsing regexp: missing closing ): `^($`\n',
    ],
  ])('%j is refused in one line on stderr, with exit code 2', async (words, line) => {
    const { exitCode, output } = run(words);
    expect(await exitCode).toBe(2);
    expect(output).toEqual({ stdout: '', stderr: line });
  });

  test('an address that is not loopback is refused with the reason, with exit code 2', async () => {
    const { exitCode, output } = run(['--bind-address', '0.0.0.0']);
    expect(await exitCode).toBe(2);
    expect(output.stderr).toMatch(/^podledger: --bind-address: 0\.0\.0\.0 is not a loopback address, .*TLS.*\n$/);
  });

  test('a bad value of a variable is refused by the name of the variable', async () => {
    const { exitCode, output } = run([], { environment: { PODLEDGER_REQUEST_TIMEOUT: '0s' } });
    expect(await exitCode).toBe(2);
    expect(output.stderr).toBe(
      'podledger: PODLEDGER_REQUEST_TIMEOUT: 0 is not a number of milliseconds (1 to 2147483647)\n',
    );
  });
});

describe('a start that fails', () => {
  test('a busy port is told in one line on stderr, with exit code 1', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    cleanUps.push(() => occupant.close());
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    const { exitCode, output } = run(['--port', `${port}`]);
    expect(await exitCode).toBe(1);
    expect(output.stdout).toBe('');
    expect(output.stderr).toMatch(
      new RegExp(`^podledger: cannot listen on 127.0.0.1:${port}: the port is in use; .*--port.*\n$`),
    );
  });

  test('a kubeconfig that cannot be written is told in one line on stderr, with exit code 1', async () => {
    const { exitCode, output } = run(['--port=0', '--write-kubeconfig', '/dev/null/config']);
    expect(await exitCode).toBe(1);
    expect(output.stdout).toBe('');
    expect(output.stderr).toMatch(/^podledger: cannot write the kubeconfig \/dev\/null\/config: .*ENOTDIR.*\n$/);
  });
});

describe('a server that runs', () => {
  test('tells in one JSON line where it listens and how to point kubectl at it, and answers there', async () => {
    const { url, output } = await listening();
    expect(JSON.parse(output.stdout)).toMatchObject({
      level: 'info',
      url,
      msg: expect.stringContaining(`kubectl --server=${url} `),
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('--write-kubeconfig names the file in that line, and the file points at the server', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'podledger-main-'));
    cleanUps.push(() => rm(directory, { recursive: true }));
    const file = join(directory, 'config');
    const { url, output } = await listening(['--write-kubeconfig', file]);
    expect(JSON.parse(output.stdout).msg).toContain(`KUBECONFIG=${file}`);
    expect(parse(await readFile(file, 'utf8')).clusters[0].cluster.server).toBe(url);
  });

  test('warns about a variable that it does not know', async () => {
    const { output } = await listening([], { environment: { PODLEDGER_STOER: 'memory' } });
    expect(JSON.parse(output.stdout.split('\n')[0] ?? '')).toMatchObject({
      level: 'warn',
      msg: 'the environment variable PODLEDGER_STOER is unknown (did you mean PODLEDGER_STORE?)',
    });
  });

  test('logs a promise that nobody waits for as fatal, and ends with 1', async () => {
    const fault = 'process.once("SIGUSR2", () => void Promise.reject(new Error("lost")))';
    const { child, exitCode, output } = await listening([], { node: ['--import', `data:text/javascript,${fault}`] });
    child.kill('SIGUSR2');
    expect(await exitCode).toBe(1);
    expect(JSON.parse(output.stderr)).toMatchObject({ level: 'fatal', err: { message: 'lost' } });
  });
});

/** A request whose headers the server has taken and whose body is not there yet. */
async function hangingRequest(url: string): Promise<{ socket: Socket; finish(): Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  cleanUps.push(() => socket.destroy());
  socket.on('error', () => {});
  const body = '{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"late"}}';
  const headers = [
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
  ];
  socket.write(`POST /api/v1/namespaces HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  const [first] = await once(socket, 'data');
  expect(String(first)).toMatch(/^HTTP\/1\.1 100 /);
  const finish = async () => {
    socket.write(body);
    const [answer] = await once(socket, 'data');
    return String(answer);
  };
  return { socket, finish };
}

test('no token is in the log, however much is logged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podledger-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  const [good, bad, reviewed] = ['good-secret-token', 'bad-secret-token', 'reviewed-secret-token'];
  const file = join(folder, 'tokens.csv');
  await writeFile(file, `${good},admin,1,system:masters\n`);
  const { url, child, exitCode, output } = await listening(['--log-level', 'trace', '--token-auth-file', file]);
  const post = async (token: string, path: string, body: object): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.text();
  };
  const accounts = '/api/v1/namespaces/default/serviceaccounts';
  await post(good, accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' };
  const issued: string = JSON.parse(await post(good, `${accounts}/a/token`, request)).status.token;
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: reviewed } };
  const reviews = '/apis/authentication.k8s.io/v1/tokenreviews';
  for (const token of [good, bad, issued, `${issued}x`]) await post(token, reviews, review);
  child.kill('SIGTERM');
  await exitCode;
  expect(output.stdout).toContain(reviews);
  for (const token of [good, bad, reviewed, issued, issued.split('.')[2] ?? issued]) {
    expect(output.stdout + output.stderr).not.toContain(token);
  }
});

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s answers the request in flight, then ends with 0', async (signal) => {
    const { child, exitCode, printed, url } = await listening();
    const request = await hangingRequest(url);
    child.kill(signal);
    await printed(new RegExp(`${signal}: podledger stops`));
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 2\d\d /);
    expect(await exitCode).toBe(0);
  });

  test.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGINT', 130],
  ] as const)('%s and then %s cuts the request in flight and ends with %i', async (first, second, code) => {
    const { child, exitCode, printed, url } = await listening();
    const { socket } = await hangingRequest(url);
    const closed = once(socket, 'close');
    child.kill(first);
    await printed(/podledger stops/);
    child.kill(second);
    expect(await exitCode).toBe(code);
    await closed;
  });

  test('the echo of a SIGINT that npm passes on is no second signal', async () => {
    const { child, exitCode, printed, url } = await listening([], { environment: { npm_lifecycle_event: 'start' } });
    const request = await hangingRequest(url);
    child.kill('SIGINT');
    child.kill('SIGINT');
    await printed(/podledger stops/);
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 2\d\d /);
    expect(await exitCode).toBe(0);
  });

  test('a reader of the log that has gone away changes nothing', async () => {
    const { child, exitCode, url } = await listening();
    child.stdout?.destroy();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exitCode).toBe(0);
  });
});

describe('a store on disk', () => {
  test('has one process at a time: another ends with 1 and a line that names both, and takes over after a SIGKILL', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'podledger-main-'));
    cleanUps.push(() => rm(directory, { recursive: true, force: true }));
    const data = join(directory, 'data');
    const environment = { PODLEDGER_STORE: `lmdb:${data}`, PODLEDGER_QUOTA_BACKEND_BYTES: '64Mi' };
    const first = await listening([], { environment });
    const namespaces = '/api/v1/namespaces';
    const body = JSON.stringify({ metadata: { name: 'kept' } });
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(`${first.url}${namespaces}`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);

    const second = run(['--port', '0', '--store', `lmdb:${data}`]);
    expect(await second.exitCode).toBe(1);
    expect(second.output).toEqual({
      stdout: '',
      stderr: `podledger: cannot start: ${data} is in use by process ${first.child.pid}: a directory has one server at a time\n`,
    });

    first.child.kill('SIGKILL');
    await first.exitCode;
    const third = await listening(['--store', `lmdb:${data}`]);
    expect(await (await fetch(`${third.url}${namespaces}/kept`)).json()).toEqual(await made.json());
    third.child.kill('SIGTERM');
    expect(await third.exitCode).toBe(0);
  });
});
