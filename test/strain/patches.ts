import type { StrainClient } from './client.ts';
import {
  APPLY,
  CONFIG_MAPS,
  configMap,
  JSON_PATCH,
  MERGE,
  members,
  PODS,
  pod,
  type Row,
  STRATEGIC,
  times,
  written,
} from './row.ts';

const patch = (name: string, type: string, query = ''): readonly [string, string, string] => [
  'PATCH',
  `${CONFIG_MAPS}/${name}${query}`,
  type,
];
const stored =
  (name: string, data: (scale: number) => object = () => ({}), metadata: (scale: number) => object = () => ({})) =>
  (client: StrainClient, scale: number) =>
    client.write('POST', CONFIG_MAPS, configMap(name, data(scale), metadata(scale)));
const finalizers = (scale: number) => ({ finalizers: times(scale * 40_000, (i) => `example.com/f${i}`) });
const keys = (scale: number) => members(scale * 40_000);

/** Patches whose operations are many, large, deep, or all about one large thing. */
export const patches: readonly Row[] = [
  written(
    'copies of a large map',
    [400, 413, 422],
    patch('copies', JSON_PATCH),
    (scale) => [
      { op: 'add', path: '/data', value: keys(scale) },
      ...times(scale * 800, (i) => ({ op: 'copy', from: '/data', path: `/data/c${i}` })),
    ],
    stored('copies'),
  ),
  ...(['add', 'replace', 'remove', 'test', 'move', 'copy'] as const).map((op) =>
    written(
      `10,000 operations (${op}) on a list of a million`,
      [400, 413, 422, 500],
      patch(`million-${op}`, JSON_PATCH),
      (scale) => [
        { op: 'add', path: '/data', value: times(scale * 1_000_000, () => 0) },
        ...times(10_000, () => ({ op, path: '/data/0', from: '/data/1', value: 0 })),
      ],
      stored(`million-${op}`),
    ),
  ),
  written(
    'doubling copies',
    [400, 413, 422],
    patch('doubling', JSON_PATCH),
    (scale) => [
      { op: 'add', path: '/data', value: {} },
      ...times(scale * 9_000, (i) => ({ op: 'copy', from: '/data', path: `/data/c${i}` })),
    ],
    stored('doubling'),
  ),
  written(
    'tests of a large map',
    [200, 413, 422],
    patch('tests', JSON_PATCH),
    (scale) => times(scale * 9_000, () => ({ op: 'test', path: '/data', value: { a: 1 } })),
    stored('tests', keys),
  ),
  written(
    'tests of equal large maps',
    [200],
    patch('tests-equal', JSON_PATCH),
    (scale) => times(scale * 4, () => ({ op: 'test', path: '/data', value: keys(scale) })),
    stored('tests-equal', keys),
  ),
  written(
    'a pointer of a million steps',
    [400, 422],
    patch('steps', JSON_PATCH),
    (scale) => [{ op: 'add', path: '/data'.repeat(scale * 400_000), value: 0 }],
    stored('steps'),
  ),
  written(
    'more than 10,000 operations',
    [413],
    patch('operations', JSON_PATCH),
    (scale) => times(Math.max(10_001, scale * 100_000), () => ({ op: 'test', path: '/kind', value: 'ConfigMap' })),
    stored('operations'),
  ),
  written(
    '$deleteFromPrimitiveList',
    [200],
    patch('primitive', STRATEGIC),
    (scale) => ({ metadata: { '$deleteFromPrimitiveList/finalizers': finalizers(scale).finalizers } }),
    stored('primitive', undefined, finalizers),
  ),
  written(
    '$setElementOrder',
    [200, 400, 422, 500],
    patch('order', STRATEGIC),
    (scale) => ({
      metadata: {
        '$setElementOrder/finalizers': finalizers(scale).finalizers.toReversed(),
        finalizers: ['example.com/f0'],
      },
    }),
    stored('order', undefined, finalizers),
  ),
  written(
    '$patch: delete',
    [200, 400, 422, 500],
    patch('delete', STRATEGIC),
    (scale) => ({ metadata: { ownerReferences: times(scale * 30_000, (i) => ({ uid: `${i}`, $patch: 'delete' })) } }),
    stored('delete', undefined, (scale) => ({
      ownerReferences: times(scale * 20_000, (i) => ({ apiVersion: 'v1', kind: 'A', name: 'a', uid: `${i}` })),
    })),
  ),
  written(
    '$retainKeys',
    [200, 400, 422, 500],
    patch('retain', STRATEGIC),
    (scale) => ({ data: { $retainKeys: times(scale * 80_000, (i) => `k${i}`), k0: 'x' } }),
    stored('retain', keys),
  ),
  written(
    'a merge by key',
    [200, 422, 500],
    ['PATCH', `${PODS}/merged`, STRATEGIC],
    (scale) => ({ spec: { containers: times(scale * 20_000, (i) => ({ name: `c${i}`, image: 'j' })) } }),
    (client, scale) =>
      client.write(
        'POST',
        PODS,
        pod('merged', { spec: { containers: times(scale * 10_000, (i) => ({ name: `c${i}`, image: 'i' })) } }),
      ),
  ),
  ...[MERGE, STRATEGIC].flatMap((type) => [
    written(
      `a deep patch (${type})`,
      [200, 400, 422],
      patch('deep', type),
      (scale) => `{"data":${'{"a":'.repeat(scale * 400_000)}1${'}'.repeat(scale * 400_000)}}`,
      stored('deep'),
    ),
    written(
      `a wide patch (${type})`,
      [200, 500],
      patch('wide', type),
      (scale) => ({ data: members(scale * 80_000) }),
      stored('wide'),
    ),
    written(
      `a patch of nulls (${type})`,
      [200],
      patch('nulls', type),
      (scale) => ({ data: members(scale * 200_000, () => null) }),
      stored('nulls'),
    ),
    written(
      `a patch of unknown fields (${type})`,
      [200],
      patch('unknown', type, '?fieldValidation=Warn'),
      (scale) => members(scale * 100_000),
      stored('unknown'),
    ),
  ]),
  written('an apply of 80,000 keys', [201, 500], patch('applied', APPLY, '?fieldManager=a'), (scale) =>
    configMap('applied', members(scale * 40_000)),
  ),
  {
    title: 'applies of many managers, and their conflicts',
    codes: [200, 201, 409, 500],
    run: async (client, scale) => {
      const codes: number[] = [];
      for (const manager of times(20, (i) => `m${i}`)) {
        const { status } = await client.write(
          'PATCH',
          `${CONFIG_MAPS}/managers?fieldManager=${manager}`,
          configMap(
            'managers',
            members(scale * 5_000, () => manager.slice(0, 1)),
          ),
          APPLY,
        );
        codes.push(status);
      }
      codes.push(
        (
          await client.write(
            'PATCH',
            `${CONFIG_MAPS}/managers?fieldManager=z`,
            configMap(
              'managers',
              members(scale * 5_000, () => 'z'),
            ),
            APPLY,
          )
        ).status,
      );
      codes.push(
        (
          await client.write(
            'PUT',
            `${CONFIG_MAPS}/managers?fieldManager=y`,
            configMap(
              'managers',
              members(scale * 5_000, () => 'y'),
            ),
          )
        ).status,
      );
      return codes;
    },
  },
];
