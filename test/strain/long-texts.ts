import { PODS, pod, type Row, written } from './row.ts';

const POST = ['POST', PODS] as const;
const volume = (source: object): object => ({ spec: { volumes: [{ name: 'v', ...source }] } });
const env = (source: object): object => ({
  spec: { containers: [{ name: 'c', image: 'i', env: [{ name: 'E', valueFrom: source }] }] },
});
const container = (fields: object): object => ({ spec: { containers: [{ name: 'c', image: 'i', ...fields }] } });
// A text has so many bytes as it stands in a body.
const long = (scale: number, length: number, unit: string): string =>
  unit.repeat((scale * length) / (Buffer.byteLength(JSON.stringify(unit)) - 2));

const HARD_UNITS = ['/', '.', '-', '0', 'a', 'a.', 'a-', '../', ' ', '%41', '$(', '[', '\n', 'é', '{a}', ','];

/** Long texts where a rule reads them: paths, names, addresses, references. */
export const longTexts: readonly Row[] = [
  written('a path of slashes in a config map volume', [422], POST, (scale) =>
    pod('p', volume({ configMap: { name: 'm', items: [{ key: 'k', path: long(scale, 160_000, '/') }] } })),
  ),
  written('a path of slashes within', [201], POST, (scale) =>
    pod('slashes', volume({ configMap: { name: 'm', items: [{ key: 'k', path: `a${long(scale, 160_000, '/')}a` }] } })),
  ),
  written('a path of slashes in a projected volume', [422], POST, (scale) =>
    pod(
      'p',
      volume({
        projected: { sources: [{ configMap: { name: 'm', items: [{ key: 'k', path: long(scale, 160_000, '/') }] } }] },
      }),
    ),
  ),
  written('a path of dots and slashes', [422], POST, (scale) =>
    pod('p', volume({ secret: { secretName: 's', items: [{ key: 'k', path: long(scale, 1_500_000, 'a/../') }] } })),
  ),
  ...['0', 'a.', '-', 'a', 'iqn.2001-04.'].map((unit) =>
    written(`an iscsi qualified name of ${unit}`, [422], POST, (scale) =>
      pod(
        'p',
        volume({ iscsi: { targetPortal: '1.2.3.4', iqn: `iqn.2001-04.${long(scale, 208_000, unit)}!`, lun: 1 } }),
      ),
    ),
  ),
  ...["metadata.annotations['", 'metadata.labels[', 'a', '['].map((unit) =>
    written(`a field path of ${unit}`, [422], POST, (scale) =>
      pod('p', env({ fieldRef: { fieldPath: `metadata.annotations['${long(scale, 80_000, unit)}` } })),
    ),
  ),
  ...HARD_UNITS.flatMap((unit) => [
    written(`an image of ${JSON.stringify(unit)}`, [201, 422], POST, (scale) =>
      pod(`image-${HARD_UNITS.indexOf(unit)}`, container({ image: `a${long(scale, 500_000, unit)}a` })),
    ),
    written(`names, a host name and a host of ${JSON.stringify(unit)}`, [422], POST, (scale) => {
      const text = `a${long(scale, 150_000, unit)}!`;
      return pod(text, {
        metadata: { generateName: text, labels: { [text]: text }, annotations: { [text]: '' }, finalizers: [text] },
        spec: { hostname: text, subdomain: text, nodeName: text, hostAliases: [{ ip: text, hostnames: [text] }] },
      });
    }),
    written(`ports, probes, mounts and quantities of ${JSON.stringify(unit)}`, [400, 422], POST, (scale) => {
      const text = `1${long(scale, 100_000, unit)}!`;
      return pod(
        'p',
        container({
          ports: [{ name: text, protocol: text, containerPort: 1, hostIP: text }],
          livenessProbe: {
            httpGet: { path: text, port: text, host: text, scheme: text, httpHeaders: [{ name: text }] },
          },
          volumeMounts: [{ name: text, mountPath: text, subPath: text, subPathExpr: text }],
          env: [{ name: text, value: `$(${text})` }],
          envFrom: [{ prefix: text, configMapRef: { name: text } }],
          resources: { claims: [{ name: text, request: text }] },
          securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: text } },
        }),
      );
    }),
    written(`a time and a quantity of ${JSON.stringify(unit)}`, [400], POST, (scale) =>
      pod('p', {
        metadata: { creationTimestamp: `2020-01-02T03:04:05.${long(scale, 500_000, unit)}` },
        ...container({ resources: { limits: { cpu: `1${long(scale, 500_000, unit)}x` } } }),
      }),
    ),
  ]),
  written('a quantity of half a million digits', [201, 400, 422], POST, (scale) =>
    pod('digits', container({ resources: { limits: { cpu: `1.${long(scale, 500_000, '9')}` } } })),
  ),
  written('a quantity with an exponent of a million', [201], POST, () =>
    pod('exponent', container({ resources: { limits: { cpu: '1e1000000', memory: '1e-1000000' } } })),
  ),
  written(
    'a number of a million digits',
    [400],
    POST,
    (scale) => `{"metadata":{"name":"p"},"spec":{"priority":${long(scale, 1_000_000, '9')},"containers":[]}}`,
  ),
  written(
    'a fraction of a million digits',
    [400],
    POST,
    (scale) => `{"metadata":{"name":"p"},"spec":{"priority":1.${long(scale, 1_000_000, '9')},"containers":[]}}`,
  ),
  written(
    'a list of numbers of a thousand digits',
    [400],
    POST,
    (scale) => `{"metadata":{"name":"p"},"spec":{"priority":[${`${'9'.repeat(1000)},`.repeat(scale * 1000)}1]}}`,
  ),
];
