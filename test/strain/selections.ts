import { setTimeout as wait } from 'node:timers/promises';
import type { StrainClient } from './client.ts';
import { CONFIG_MAPS, configMap, members, PODS, pod, type Row, read, times } from './row.ts';

const manyLabels = (scale: number) => members(scale * 40_000);
const terms = (count: number, term: (index: number) => string): string => times(count, term).join(',');
/** As many as fit into a URL of 16 KB. */
const TERMS = 2_000;
const encoded = (text: string): string => encodeURIComponent(text).slice(0, 16_000).replace(/%.?$/, '');

const manyObjects = async (client: StrainClient, scale: number): Promise<void> => {
  for (const index of times(12, (i) => i)) {
    await client.write('POST', CONFIG_MAPS, configMap(`labelled-${index}`, {}, { labels: manyLabels(scale) }));
  }
};
const selector = `labelSelector=${encoded(terms(TERMS - 600, (i) => `!a${i}`))}`;

/** A watch that is open while `work` is done. */
async function watching(client: StrainClient, path: string, work: () => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stream = fetch(`${client.url}${path}&watch=1`, { signal: controller.signal })
    .then((response) => response.arrayBuffer())
    .catch(() => undefined);
  await wait(300);
  await work();
  controller.abort();
  await stream;
}

/** Lists and watches of large objects with selectors of many terms, as rows of others. */
export const selections: readonly Row[] = [
  read('1,400 terms over objects of 40,000 labels', [200], () => `${CONFIG_MAPS}?${selector}`, undefined, manyObjects),
  read(
    'sets of values over objects of 40,000 labels',
    [200],
    () => `${CONFIG_MAPS}?labelSelector=${encoded(`k39 notin (${terms(TERMS / 2, (i) => `v${i}`)})`)}`,
    undefined,
    manyObjects,
  ),
  read(
    '1,400 terms as a table',
    [200],
    () => `${CONFIG_MAPS}?${selector}`,
    () => ({ accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
    manyObjects,
  ),
  read(
    'a list as YAML',
    [200, 406],
    () => CONFIG_MAPS,
    () => ({ accept: 'application/yaml' }),
    manyObjects,
  ),
  read(
    'a list as protobuf',
    [200],
    () => CONFIG_MAPS,
    () => ({ accept: 'application/vnd.kubernetes.protobuf' }),
    manyObjects,
  ),
  read(
    'a table of wide objects',
    [200],
    () => CONFIG_MAPS,
    () => ({ accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
    manyObjects,
  ),
  read(
    'a table with whole objects',
    [200],
    () => `${CONFIG_MAPS}?includeObject=Object`,
    () => ({ accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
    manyObjects,
  ),
  read(
    'metadata of wide objects',
    [200],
    () => CONFIG_MAPS,
    () => ({ accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' }),
    manyObjects,
  ),
  {
    title: 'writes while such a watch is open',
    codes: [200, 201],
    before: manyObjects,
    run: async (client, scale) => {
      const codes: number[] = [];
      await watching(client, `${CONFIG_MAPS}?${selector}`, async () => {
        for (const index of times(Math.max(3, scale * 10), (i) => i)) {
          const body = configMap(`labelled-${index}`, { a: 'b' }, { labels: manyLabels(scale) });
          codes.push((await client.write('PUT', `${CONFIG_MAPS}/labelled-${index}`, body)).status);
        }
      });
      return codes;
    },
  },
  {
    title: 'the beginning of such a watch',
    codes: [200],
    before: manyObjects,
    run: async (client) => {
      await watching(client, `${CONFIG_MAPS}?${selector}`, () => wait(500));
      return [200];
    },
  },
  {
    title: 'many such watches and a write',
    codes: [200, 201],
    before: manyObjects,
    run: async (client, scale) => {
      const codes: number[] = [];
      const paths = times(
        scale * 40,
        (i) => `${CONFIG_MAPS}?labelSelector=${encoded(terms(TERMS / 2, (term) => `!a${i}-${term}`))}`,
      );
      const write = async (): Promise<void> => {
        const body = configMap('labelled-0', { a: 'c' }, { labels: manyLabels(scale) });
        codes.push((await client.write('PUT', `${CONFIG_MAPS}/labelled-0`, body)).status);
      };
      await paths.reduce<() => Promise<void>>((inner, path) => () => watching(client, path, inner), write)();
      return codes;
    },
  },
  read(
    'field selectors of 700 terms',
    [200],
    () => `${PODS}?fieldSelector=${encoded(terms(700, (i) => `status.phase!=${i}`))}`,
    undefined,
    (client, scale) =>
      Promise.all(
        times(scale * 300, (i) =>
          client.write('POST', PODS, pod(`p${i}`, { metadata: { labels: members(scale * 200) } })),
        ),
      ),
  ),
  ...['(', ',', '!', '=', 'a=', ' ', 'a in (', 'a,', '!!', '\\', '%', 'a notin (b),'].flatMap((unit) => [
    read(`a label selector of ${unit}`, [200, 400], () => `${PODS}?labelSelector=${encoded(unit.repeat(4_000))}`),
    read(`a field selector of ${unit}`, [200, 400], () => `${PODS}?fieldSelector=${encoded(unit.repeat(4_000))}`),
  ]),
  read('2,000 parameters', [200, 400], () => `${PODS}?${terms(TERMS, (i) => `a${i}=1`).replaceAll(',', '&')}`),
  read('one parameter 3,000 times', [200, 400], () => `${PODS}?${'limit=1&'.repeat(1_900)}`),
  read(
    'a continue token of 15 KB',
    [400, 410],
    () => `${PODS}?continue=${Buffer.from('{"rv":'.repeat(1_800)).toString('base64url')}`,
  ),
  ...['/', '//', '/..', '/%2e', '/a', '%', '%41', '/api/v1/'].map((unit) =>
    read(`a path of ${unit}`, [200, 400, 403, 404, 405], () => `/${unit.repeat(15_000 / unit.length)}`),
  ),
  ...['/api', '/apis', '/openapi/v2', '/openapi/v3', '/api/v1', PODS].flatMap((path) =>
    [
      'a/b',
      'application/json;q=0.1',
      '*/*;',
      'application/json;as=APIGroupDiscoveryList;v=v2;g=x',
      ';',
      '"',
      'application/com.github.proto-openapi.spec.v2@v1.0+protobuf;q=0',
    ].map((clause) =>
      read(
        `${path}, accepting ${clause} again and again`,
        [200, 400, 406],
        () => path,
        () => ({
          accept: `${clause},`.repeat(Math.floor(15_000 / (clause.length + 1))),
        }),
      ),
    ),
  ),
  ...['', 'gzip,', 'gzip;q=0.1,', 'a,', ';', ' '].map((clause) =>
    read(
      `encodings of ${clause}`,
      [200],
      () => '/openapi/v2',
      () => ({ 'accept-encoding': `${clause}x`.repeat(15_000 / (clause.length + 1)) }),
    ),
  ),
  read(
    'conditional requests of 15 KB',
    [200],
    () => '/openapi/v2',
    () => ({ 'if-none-match': '"a", W/'.repeat(2_000) }),
  ),
];
