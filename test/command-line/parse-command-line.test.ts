import { describe, expect, test } from 'vitest';
import { FLAGS, UNSUPPORTED_FLAGS, variableOf } from '../../src/command-line/flags.ts';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';

const optionsOf = (words: readonly string[], environment = {}) => {
  const commandLine = parseCommandLine(words, environment);
  if (commandLine.action !== 'serve') throw new Error(JSON.stringify(commandLine));
  return commandLine.options;
};

test.each([
  [[], {}],
  [['serve'], {}],
  [['--port', '0'], { port: 0 }],
  [['--port=0'], { port: 0 }],
  [['serve', '--port', '0'], { port: 0 }],
  [['--port', '-1'], { port: -1 }],
  [['--port=1', '--port=2'], { port: 2 }],
  [['--allowed-hosts=a,b', '--port=1', '--allowed-hosts', 'c'], { allowedHosts: ['a', 'b', 'c'], port: 1 }],
  [['--cors-allowed-origins', '^a$,"^b{1,2}$"'], { corsAllowedOrigins: ['^a$', '^b{1,2}$'] }],
  [['--bind-address', '::1'], { bindAddress: '::1' }],
  [['--store', 'memory'], { store: 'memory' }],
  [['--store=etcd:http://a:1,http://b:2'], { store: 'etcd:http://a:1,http://b:2' }],
  [['--watch-history-events', '7', '--watch-history-bytes', '1Ki'], { watchHistoryEvents: 7, watchHistoryBytes: 1024 }],
  [['--self-link'], { selfLink: true }],
  [['--self-link=true'], { selfLink: true }],
  [['--self-link=false'], { selfLink: false }],
  [['--self-link', '--port=1'], { selfLink: true, port: 1 }],
  [['--cri-socket', 'unix:///run/cri.sock', '--node-name=n1'], { criSocket: 'unix:///run/cri.sock', nodeName: 'n1' }],
  [['--cni-bin-dir', '/a,/b', '--cni-conf-dir=/c'], { cniBinDir: ['/a', '/b'], cniConfDir: '/c' }],
  [['--network-plugin', 'cni'], { networkPlugin: 'cni' }],
  [['--network-plugin', ''], { networkPlugin: '' }],
  [['--network-plugin=', '--port=1'], { networkPlugin: '', port: 1 }],
  [['--write-kubeconfig', '-a=b'], { writeKubeconfig: '-a=b' }],
  [['--write-kubeconfig=a=b'], { writeKubeconfig: 'a=b' }],
  [['--request-timeout', '1m0s'], { requestTimeoutMs: 60_000 }],
  [['--event-ttl', '1h0m0s'], { eventTtlMs: 3_600_000 }],
  [['--log-level', 'debug'], { logLevel: 'debug' }],
])('%j sets %j', (words, options) => {
  expect(optionsOf(words)).toEqual(options);
});

const NO_WORDS = 'podledger takes the name of a command, such as "serve", and flags; see --help';

test.each([
  [['--help'], 'help'],
  [['-h'], 'help'],
  [['serve', '--port', 'x', '--help'], 'help'],
  [['--version', '--help'], 'help'],
  [['--version'], 'version'],
  [['--unknown', '--version'], 'version'],
])('%j asks for %s and nothing else', (words, action) => {
  expect(parseCommandLine(words, { PODLEDGER_PORT: 'x' })).toEqual({ action });
});

test.each([
  [['--prot', '1'], 'unknown flag --prot (did you mean --port?)'],
  [['--prot=1'], 'unknown flag --prot (did you mean --port?)'],
  [['--kubeconfig', 'f'], 'unknown flag --kubeconfig (did you mean --write-kubeconfig?)'],
  [['--verison'], 'unknown flag --verison (did you mean --version?)'],
  [['--etcd-servers=x'], 'unknown flag --etcd-servers; see --help'],
  [['-p', '1'], 'unknown flag -p; see --help'],
  [['-port', '1'], 'unknown flag -port (did you mean --port?)'],
  [['--'], 'unknown flag --; see --help'],
  [['--port'], '--port needs a value: --port PORT'],
  [['--port='], '--port needs a value: --port PORT'],
  [['--store', '--port', '1'], '--store needs a value: --store STORE'],
  [['--write-kubeconfig='], '--write-kubeconfig needs a value: --write-kubeconfig FILE'],
  [['--network-plugin'], '--network-plugin needs a value: --network-plugin PLUGIN'],
  [['--network-plugin', '--port=1'], '--network-plugin needs a value: --network-plugin PLUGIN'],
  [['--self-link='], '--self-link needs a value: --self-link=true'],
  [['--self-link', 'false'], 'unexpected argument "false": write --self-link=false'],
  [['--self-link=maybe'], '--self-link: "maybe" is not true or false'],
  [['--port', 'http'], '--port: "http" is not a whole number'],
  [['--watch-history-bytes', '1MB'], '--watch-history-bytes: "1MB" is not a number of bytes such as 33554432 or 32Mi'],
  [['--request-timeout', '60'], '--request-timeout: "60" is not a duration such as 1m0s or 500ms'],
  [['start'], 'unknown command "start"; see --help'],
  [['a\nb'], 'unknown command "a\\nb"; see --help'],
  [['sreve'], 'unknown command "sreve" (did you mean "serve"?)'],
  [['snapshots', 'save'], 'unknown command "snapshots" (did you mean "snapshot"?)'],
  [['serve', 'serve'], `unexpected argument "serve": ${NO_WORDS}`],
  [['--port', '1', 'serve'], `unexpected argument "serve": ${NO_WORDS}`],
  [['--store=memory', 'snapshot', 'save'], `unexpected argument "snapshot": ${NO_WORDS}`],
  [['snapshot'], 'snapshot needs a command behind it: save, restore or status; see podledger snapshot --help'],
  [
    ['snapshot', '--store=a'],
    'snapshot needs a command behind it: save, restore or status; see podledger snapshot --help',
  ],
  [['snapshot', 'sav'], 'unknown command "snapshot sav" (did you mean "snapshot save"?)'],
  [['snapshot', 'list'], 'unknown command "snapshot list": save, restore or status'],
  [
    ['snapshot', 'save'],
    'snapshot save needs a FILE: podledger snapshot save FILE; see podledger snapshot save --help',
  ],
  [
    ['snapshot', 'save', 'a', '--store=b', 'c'],
    'unexpected argument "c": podledger snapshot save FILE takes no more; see --help',
  ],
  [['snapshot', 'save', 'a', '--port=1'], 'unknown flag --port; see --help'],
  [['snapshot', 'save', 'a', '--stor=b'], 'unknown flag --stor (did you mean --store?)'],
  [['snapshot', 'save', 'a', '--store'], '--store needs a value: --store STORE'],
])('refuses %j in one line', (words, message) => {
  expect(parseCommandLine(words, {})).toEqual({ action: 'refuse', message });
});

test.each(UNSUPPORTED_FLAGS)('refuses --%s and its variable by name', (name) => {
  const message = (origin: string) => `${origin} is not supported by this version of podledger`;
  expect(parseCommandLine([`--${name}`, 'x'], {})).toEqual({ action: 'refuse', message: message(`--${name}`) });
  expect(parseCommandLine([`--${name}=x`], {})).toEqual({ action: 'refuse', message: message(`--${name}`) });
  const variable = variableOf(name);
  expect(parseCommandLine([], { [variable]: 'x' })).toEqual({ action: 'refuse', message: message(variable) });
});

describe('the environment', () => {
  test.each(FLAGS.map(({ name, option, parse }) => ({ name, option, parse })))(
    'sets --$name by its variable',
    ({ name, option, parse }) => {
      const text = ['1', 'memory', '1s'].find((candidate) => parse(candidate).ok) ?? '';
      const parsed = parse(text);
      expect(optionsOf([], { [variableOf(name)]: text })).toEqual({ [option]: parsed.ok && parsed.value });
    },
  );

  test('a flag wins over its variable, even over one with a bad value', () => {
    expect(optionsOf(['--port', '1'], { PODLEDGER_PORT: 'x', PODLEDGER_LOG_LEVEL: 'warn' })).toEqual({
      port: 1,
      logLevel: 'warn',
    });
  });

  test('a bad value of a variable names the variable', () => {
    const message = 'PODLEDGER_PORT: "x" is not a whole number';
    expect(parseCommandLine([], { PODLEDGER_PORT: 'x' })).toEqual({ action: 'refuse', message });
  });

  test('each option remembers whether a flag or a variable set it', () => {
    const commandLine = parseCommandLine(['--port=1'], { PODLEDGER_STORE: 'memory' });
    expect(commandLine).toMatchObject({
      origins: new Map([
        ['port', '--port'],
        ['store', 'PODLEDGER_STORE'],
      ]),
    });
  });

  test('an empty variable counts as unset', () => {
    expect(optionsOf([], { PODLEDGER_PORT: '', PODLEDGER_CRI_SOCKET: '' })).toEqual({});
  });

  test('an unknown variable is a warning that names the one it may mean', () => {
    expect(parseCommandLine([], { PODLEDGER_PROT: '1', PODLEDGER_QUITE_ELSE: '1', PATH: '/bin' })).toMatchObject({
      action: 'serve',
      options: {},
      warnings: [
        'the environment variable PODLEDGER_PROT is unknown (did you mean PODLEDGER_PORT?)',
        'the environment variable PODLEDGER_QUITE_ELSE is unknown',
      ],
    });
  });

  test('the variables that a kubelet sets for a Service named podledger mean nothing', () => {
    const environment = {
      PODLEDGER_SERVICE_HOST: '10.96.0.7',
      PODLEDGER_SERVICE_PORT: '8080',
      PODLEDGER_SERVICE_PORT_HTTP: '8080',
      PODLEDGER_PORT: 'tcp://10.96.0.7:8080',
      PODLEDGER_PORT_8080_TCP: 'tcp://10.96.0.7:8080',
      PODLEDGER_PORT_8080_TCP_PROTO: 'tcp',
      PODLEDGER_PORT_8080_TCP_PORT: '8080',
      PODLEDGER_PORT_8080_TCP_ADDR: '10.96.0.7',
      PODLEDGER_SECURE_PORT: 'tcp://10.96.0.8:6443',
      PODLEDGER_ETCD_SERVICE_HOST: '10.96.0.9',
    };
    expect(parseCommandLine([], environment)).toMatchObject({ action: 'serve', options: {}, warnings: [] });
  });
});

const SAVE = { action: 'run', command: 'snapshot save', words: ['a'] };
test.each([
  [['snapshot', 'save', 'a'], {}, { ...SAVE, options: {}, origins: new Map() }],
  [
    ['snapshot', 'save', '--store', 'lmdb:b', 'a'],
    { PODLEDGER_STORE: 'lmdb:c' },
    { ...SAVE, options: { store: 'lmdb:b' }, origins: new Map([['store', '--store']]) },
  ],
  // What is said there of the server concerns it alone.
  [
    ['snapshot', 'save', 'a'],
    { PODLEDGER_STORE: 'lmdb:c', PODLEDGER_PORT: 'x', PODLEDGER_TOKEN_AUTH_FILE: 'x' },
    { ...SAVE, options: { store: 'lmdb:c' }, origins: new Map([['store', 'PODLEDGER_STORE']]) },
  ],
])('%j with %j runs a command', (words, environment, commandLine) => {
  expect(parseCommandLine(words, environment)).toEqual(commandLine);
});

test.each([
  [['snapshot', '--help'], 'snapshot'],
  [['snapshot', 'lost', '-h'], 'snapshot'],
  [['snapshot', 'restore', 'a', '--help'], 'snapshot restore'],
  [['serve', '--help'], undefined],
  [['lost', '--help'], undefined],
])('%j asks for the help of %s', (words, command) => {
  expect(parseCommandLine(words, {})).toEqual({ action: 'help', command });
});
