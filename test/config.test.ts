import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { ServerOptions } from '../src/config/server-options.ts';
import { completeConfig, DEFAULTS } from '../src/config.ts';
import { GIT_VERSION, VERSION } from '../src/process/version.ts';

function configOf(options: ServerOptions) {
  const completed = completeConfig(options);
  if (!completed.ok) throw new Error(`${completed.option}: ${completed.problem}`);
  return completed.config;
}

test('no options give a config in which every field has a value', () => {
  const { now, randomUUID, ...config } = configOf({});
  expect(config).toEqual({
    ...DEFAULTS,
    store: { kind: 'memory' },
    allowedHosts: [],
    corsAllowedOrigins: [],
    access: undefined,
    admissionPlugins: ['NamespaceLifecycle', 'PodTopologyLabels'],
    controllers: [],
    criSocket: undefined,
    nodeName: hostname().toLowerCase(),
    reportsNode: false,
    requestLog: false,
    version: VERSION,
    gitVersion: GIT_VERSION,
  });
  expect(now()).toBeTypeOf('number');
  expect(randomUUID()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a node is reported only where it is named', () => {
  expect(configOf({ nodeName: 'node-1' })).toMatchObject({ nodeName: 'node-1', reportsNode: true });
  expect(configOf({ nodeName: undefined }).reportsNode).toBe(false);
});

test('an option that is undefined takes its default', () => {
  expect(configOf({ port: undefined, logLevel: undefined })).toMatchObject({ port: 8080, logLevel: 'info' });
});

test('given options replace the defaults, the clock and the source of uids among them', () => {
  const options = {
    bindAddress: '::1',
    port: 0,
    allowedHosts: ['pods.example.com', '*.example.com', 'my_pods', '10.0.0.1', 'fd00::1'],
    corsAllowedOrigins: ['//example\\.com(:|$)', '^https://'],
    watchHistoryEvents: 1,
    watchHistoryBytes: 2,
    selfLink: false,
    garbageCollector: true,
    controllers: ['serviceaccount-controller' as const],
    requestTimeoutMs: 3,
    eventTtlMs: 4,
    shutdownGraceMs: 0,
    now: () => 4,
    randomUUID: () => 'a',
  };
  expect(configOf(options)).toMatchObject(options);
});

test.each([
  ['trace', true],
  ['debug', true],
  ['info', false],
  ['silent', false],
] as const)('log level %s logs each request: %s', (logLevel, requestLog) => {
  expect(configOf({ logLevel })).toMatchObject({ logLevel, requestLog });
});

test('a socket whose path is longer than the operating system allows is refused', () => {
  expect(completeConfig({ criSocket: `unix:///${'s'.repeat(120)}` })).toMatchObject({
    ok: false,
    option: 'criSocket',
    problem: expect.stringMatching(/^its path has 121 bytes, and a socket's has \d+ at most$/),
  });
});

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
  'listens on the loopback address %s',
  (bindAddress) => {
    expect(configOf({ bindAddress }).bindAddress).toBe(bindAddress);
  },
);

describe('without TLS', () => {
  test.each(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'fe80::1', '::ffff:10.0.0.1'])(
    'refuses to listen on %s, and says why',
    (bindAddress) => {
      expect(completeConfig({ bindAddress })).toEqual({
        ok: false,
        option: 'bindAddress',
        problem: expect.stringMatching(
          /^\S+ is not a loopback address, and without TLS \(not supported by this version\)/,
        ),
      });
    },
  );
});

test.each(['unix:///run/cri.sock', '/run/cri.sock'])(
  'the container runtime interface is answered on %s',
  (criSocket) => {
    expect(configOf({ criSocket }).criSocket).toBe('/run/cri.sock');
  },
);

test('a directory that is not absolute is one below the working directory', () => {
  expect(configOf({ cniConfDir: 'net.d', cniBinDir: ['/bin', './bin'], networkPlugin: '' })).toMatchObject({
    cniConfDir: `${process.cwd()}/net.d`,
    cniBinDir: ['/bin', `${process.cwd()}/bin`],
    networkPlugin: '',
  });
});

const UNPINNED = 'does not pin to start/end of host in the origin header, as //example\\.com(:|$) does';

test.each<[string, unknown, string]>([
  ['criSocket', 'cri.sock', '"cri.sock" is not a socket such as unix:///run/podledger/cri.sock'],
  ['criSocket', 'unix://cri.sock', '"unix://cri.sock" is not a socket such as unix:///run/podledger/cri.sock'],
  ['criSocket', 'tcp:///run/cri.sock', '"tcp:///run/cri.sock" is not a socket such as unix:///run/podledger/cri.sock'],
  ['criSocket', 'unix:///run/', '"unix:///run/" is not a socket such as unix:///run/podledger/cri.sock'],
  ['criSocket', '', '"" is not a socket such as unix:///run/podledger/cri.sock'],
  ['cniConfDir', '', '"" is not a directory'],
  ['cniBinDir', '/opt/cni/bin', '"/opt/cni/bin" is not a list of directories'],
  ['cniBinDir', [], ' is not a list of directories'],
  ['cniBinDir', ['/opt/cni/bin', ''], '"" is not a directory'],
  ['networkPlugin', 'kubenet', '"kubenet" is neither "" nor "cni"'],
  ['nodeName', 'Node_1', '"Node_1" is not the name of a node'],
  ['bindAddress', 'localhost', '"localhost" is not an IP address (such as 127.0.0.1)'],
  ['bindAddress', '127.0.0.1:80', '"127.0.0.1:80" is not an IP address (such as 127.0.0.1)'],
  ['bindAddress', 7, '7 is not an IP address (such as 127.0.0.1)'],
  ['port', -1, '-1 is not a port (0 to 65535)'],
  ['port', 65_536, '65536 is not a port (0 to 65535)'],
  ['port', 80.5, '80.5 is not a port (0 to 65535)'],
  ['port', '80', '"80" is not a port (0 to 65535)'],
  ['port', null, 'null is not a port (0 to 65535)'],
  ['allowedHosts', 'a.example', '"a.example" is not a list of hosts'],
  ['allowedHosts', ['a.example:80'], '"a.example:80" is not a host without a port, such as pods.example.com'],
  ['allowedHosts', ['[::1]'], '"[::1]" is not a host without a port, such as pods.example.com'],
  ['allowedHosts', ['*'], '"*" is not a host without a port, such as pods.example.com'],
  ['allowedHosts', ['a.*.example'], '"a.*.example" is not a host without a port, such as pods.example.com'],
  ['allowedHosts', [''], '"" is not a host without a port, such as pods.example.com'],
  ['corsAllowedOrigins', '^a$', '"^a$" is not a list of regular expressions'],
  ['corsAllowedOrigins', ['^a$', ''], `"" ${UNPINNED}`],
  ['corsAllowedOrigins', ['example.com$'], `"example.com$" ${UNPINNED}`],
  ['corsAllowedOrigins', ['//example.com'], `"//example.com" ${UNPINNED}`],
  ['corsAllowedOrigins', [7], `7 ${UNPINNED}`],
  ['store', 1, '1 is not a string'],
  ['watchHistoryEvents', 0, `0 is not a number of events (1 to ${Number.MAX_SAFE_INTEGER})`],
  ['watchHistoryBytes', Number.NaN, `NaN is not a number of bytes (1 to ${Number.MAX_SAFE_INTEGER})`],
  ['selfLink', 'yes', '"yes" is not a boolean'],
  ['garbageCollector', 'yes', '"yes" is not a boolean'],
  ['controllers', 'serviceaccount-controller', '"serviceaccount-controller" is not a list of controllers'],
  [
    'controllers',
    ['serviceaccount-controller', 'all'],
    '"all" is none of serviceaccount-controller, root-ca-certificate-publisher-controller, clusterrole-aggregation-controller',
  ],
  ['logLevel', 'loud', '"loud" is not one of trace, debug, info, warn, error, fatal, silent'],
  ['eventTtlMs', 0, '0 is not a number of milliseconds (1 to 9007199254740991)'],
  ['requestTimeoutMs', 0, '0 is not a number of milliseconds (1 to 2147483647)'],
  ['requestTimeoutMs', 2 ** 31, '2147483648 is not a number of milliseconds (1 to 2147483647)'],
  ['shutdownGraceMs', -1, '-1 is not a number of milliseconds (0 to 2147483647)'],
  ['now', 0, '0 is not a function'],
  ['randomUUID', 'a', '"a" is not a function'],
  ['prot', 80, 'there is no such option'],
  ['constructor', 80, 'there is no such option'],
])('refuses %s: %j', (option, value, problem) => {
  expect(completeConfig({ [option]: value })).toEqual({ ok: false, option, problem });
});

test.each(['lmdb:', 'etcd:http://127.0.0.1:2379', 'redis'])('refuses the store %s by name', (store) => {
  const [kind] = store.split(':');
  expect(completeConfig({ store })).toMatchObject({
    ok: false,
    option: 'store',
    problem: expect.stringContaining(`${kind}`),
  });
});

test('a quota of 0 is the default one, as in etcd', () => {
  expect(configOf({ quotaBackendBytes: 0 }).quotaBackendBytes).toBe(2 * 1024 * 1024 * 1024);
  expect(configOf({ quotaBackendBytes: 1 }).quotaBackendBytes).toBe(1);
});

describe('options about access', () => {
  test('are none where everybody may do everything without saying who they are', () => {
    expect(configOf({ authorizationMode: ['AlwaysAllow'] }).access).toBeUndefined();
    expect(configOf({ anonymousAuth: true }).access).toBeUndefined();
  });

  test('run what puts aggregated cluster roles together with RBAC, unless it is turned off', () => {
    const aggregation = 'clusterrole-aggregation-controller' as const;
    const authorizationMode = ['RBAC'] as const;
    expect(configOf({ authorizationMode }).controllers).toEqual([aggregation]);
    expect(configOf({ authorizationMode, controllers: ['serviceaccount-controller'] }).controllers).toEqual([
      'serviceaccount-controller',
      aggregation,
    ]);
    expect(configOf({ authorizationMode, controllers: [`-${aggregation}`] }).controllers).toEqual([]);
    expect(configOf({ controllers: [aggregation] }).controllers).toEqual([aggregation]);
  });

  test('let anonymous users in, unless they could do everything', () => {
    expect(configOf({ tokenAuthFile: 'a' }).access).toMatchObject({ anonymousAuth: false });
    expect(configOf({ anonymousAuth: false }).access).toMatchObject({ anonymousAuth: false });
    expect(configOf({ authorizationMode: ['AlwaysDeny'] }).access).toMatchObject({
      authorizationMode: ['AlwaysDeny'],
      anonymousAuth: true,
      serviceAccountIssuer: ['https://kubernetes.default.svc'],
      apiAudiences: ['https://kubernetes.default.svc'],
    });
    expect(configOf({ serviceAccountIssuer: ['a', 'b'] }).access).toMatchObject({ apiAudiences: ['a', 'b'] });
  });

  test.each<[ServerOptions, string, string]>([
    [
      { tokenAuthFile: 'a', anonymousAuth: true },
      'anonymousAuth',
      'cannot be true with the authorization mode AlwaysAllow',
    ],
    [{ authorizationMode: [] }, 'authorizationMode', 'at least one authorization mode must be given'],
    [{ authorizationMode: ['AlwaysDeny', 'AlwaysDeny'] }, 'authorizationMode', '"AlwaysDeny" is there more than once'],
    [{ authorizationMode: ['Nobody' as 'AlwaysDeny'] }, 'authorizationMode', '"Nobody" is none of the modes '],
    [{ authorizationMode: ['Webhook'] }, 'authorizationMode', 'Webhook needs --authorization-webhook-config-file'],
    [{ authorizationWebhookVersion: 'v1' }, 'authorizationWebhookVersion', 'needs the authorization mode Webhook'],
    [
      { authorizationWebhookVersion: 'v2' as 'v1' },
      'authorizationWebhookVersion',
      '"v2" is neither "v1" nor "v1beta1"',
    ],
    [{ serviceAccountKeyFile: ['a'] }, 'serviceAccountKeyFile', 'needs the key by which tokens are signed, too'],
    [{ serviceAccountIssuer: ['1:2'] }, 'serviceAccountIssuer', '"1:2" has a ":" and is no URL'],
    [{ serviceAccountJwksUri: 'http://a' }, 'serviceAccountJwksUri', '"http://a" is not a URL with the scheme https'],
    [{ serviceAccountMaxTokenExpirationMs: 1 }, 'serviceAccountMaxTokenExpirationMs', '1 ms is not between 1 hour and'],
    [{ apiAudiences: [''] }, 'apiAudiences', '"" is not a name'],
    [{ requestheaderClientCAFile: 'a' }, 'requestheaderClientCAFile', 'needs the header of the user, too'],
    [{ requestheaderUsernameHeaders: ['a'] }, 'requestheaderUsernameHeaders', 'needs the authorities of proxies, too'],
    [{ oidcClientId: 'a' }, 'oidcClientId', 'needs --oidc-issuer-url'],
    [{ oidcIssuerUrl: 'https://a' }, 'oidcIssuerUrl', 'needs --oidc-client-id'],
    [{ oidcIssuerUrl: 'https://a', authenticationConfig: 'b' }, 'oidcIssuerUrl', 'cannot be set beside'],
    [{ oidcSigningAlgs: ['HS256' as 'RS256'] }, 'oidcSigningAlgs', '"HS256" is none of ES256, '],
    [{ oidcRequiredClaim: ['a'] }, 'oidcRequiredClaim', '"a" is not a claim and its value'],
  ])('are refused where they make no sense: %j', (options, option, problem) => {
    expect(completeConfig(options)).toEqual({ ok: false, option, problem: expect.stringContaining(problem) });
  });
});
