import { describe, expect, test } from 'vitest';
import type { Pod } from '../../../schemas/core/v1/pod.ts';
import { parseFieldSelector } from '../../../src/apimachinery/fields/parse-field-selector.ts';
import { parseLabelSelector } from '../../../src/apimachinery/labels/parse-label-selector.ts';
import { pods } from '../../../src/kinds/core/pods/index.ts';
import { matcher } from '../../../src/registry/stored-form/selection.ts';
import { decodePod as decode } from '../../support/decode-pod.ts';
import { expectLinear } from '../../support/growth.ts';

const decodePod = (pod: object): Pod => decode(JSON.stringify(pod));

function selects(pod: Pod, { labels = '', fields = '' }: { labels?: string; fields?: string }): boolean {
  const selection = { labels: parseLabelSelector(labels), fields: parseFieldSelector(fields) };
  const { namespace = '', name = '' } = pod.metadata;
  const entry = { key: `${pods.keyPrefix}${namespace}/${name}`, value: pods.codec.encode(pod), revision: 7 };
  return matcher(pods, selection)(entry);
}

const pod = decodePod({
  metadata: {
    name: 'p',
    namespace: 'n',
    labels: { app: 'web', 'example.com/tier': 'front', labels: 'x' },
    annotations: { app: 'db', labels: '{"labels":{"app":"db"}}' },
  },
  spec: {
    nodeSelector: { nodeName: 'other', hostNetwork: 'x' },
    containers: [{ name: 'main', image: 'i', env: [{ name: 'nodeName', value: '"nodeName":"n2"}' }] }],
    nodeName: 'n1',
    restartPolicy: 'Never',
    schedulerName: 'mine',
    serviceAccountName: 'robot',
  },
  status: { phase: 'Running', podIPs: [{ ip: '10.0.0.5' }, { ip: '::1' }], nominatedNodeName: 'n3' },
});

describe('the stored form of a pod', () => {
  test.each([
    ['metadata.name', 'p'],
    ['metadata.namespace', 'n'],
    ['spec.nodeName', 'n1'],
    ['spec.host', 'n1'],
    ['spec.restartPolicy', 'Never'],
    ['spec.schedulerName', 'mine'],
    ['spec.serviceAccountName', 'robot'],
    ['spec.hostNetwork', 'false'],
    ['status.phase', 'Running'],
    ['status.podIP', '10.0.0.5'],
    ['status.podIPs', ''],
    ['status.nominatedNodeName', 'n3'],
  ])('is selected by %s', (field, value) => {
    expect(selects(pod, { fields: `${field}=${value}` })).toBe(true);
    expect(selects(pod, { fields: `${field}!=${value}` })).toBe(false);
    expect(selects(pod, { fields: `${field}=other` })).toBe(false);
  });

  test('has fields that are empty where it does not set them', () => {
    const bare = decodePod({ metadata: { name: 'p', namespace: 'n' }, spec: { containers: [], hostNetwork: true } });
    for (const field of ['spec.nodeName', 'status.phase', 'status.podIP']) {
      expect(selects(bare, { fields: `${field}=` })).toBe(true);
    }
    expect(selects(bare, { fields: 'spec.hostNetwork=true' })).toBe(true);
  });

  test.each([
    ['app=web', true],
    ['app=db', false],
    ['example.com/tier=front', true],
    ['tier', false],
    ['web', false],
    ['labels=x', true],
  ])('is selected by the labels %j: %s', (labels, expected) => {
    expect(selects(pod, { labels })).toBe(expected);
  });

  test('without labels is not selected by what its annotations look like', () => {
    const metadata = { name: 'p', namespace: 'n', annotations: { labels: '{"app":"web"}', app: 'web' } };
    expect(selects(decodePod({ metadata, spec: { containers: [] } }), { labels: 'app' })).toBe(false);
  });

  test('has to meet every requirement and every term', () => {
    expect(selects(pod, { labels: 'app=web,!none', fields: 'status.phase=Running,spec.nodeName!=n2' })).toBe(true);
    expect(selects(pod, { labels: 'app=web', fields: 'status.phase=Pending' })).toBe(false);
  });
});

describe('a selection of many terms', () => {
  const labelled = (count: number): Pod =>
    decodePod({
      metadata: {
        name: 'p',
        namespace: 'n',
        labels: Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, `v${i}`])),
      },
      spec: { containers: [] },
    });

  test('says the same as a few terms', () => {
    const pod = labelled(20);
    const all = Array.from({ length: 20 }, (_, i) => `l${i}=v${i}`);
    expect(selects(pod, { labels: all.join() })).toBe(true);
    expect(selects(pod, { labels: [...all, '!l3'].join() })).toBe(false);
    expect(selects(pod, { labels: [...all, '!constructor', 'x!=y'].join() })).toBe(true);
    expect(selects(labelled(0), { labels: all.map((term) => term.replace('=', '!=')).join() })).toBe(true);
  });

  test('looks at the labels once', async () => {
    await expectLinear(2_000, (size) => {
      const value = pods.codec.encode(labelled(size));
      const terms = Array.from({ length: size }, (_, i) => `!x${i}`).join();
      const matches = matcher(pods, { labels: parseLabelSelector(terms), fields: [] });
      // Another object each time: what is remembered of one does not count.
      const entries = Array.from({ length: 20 }, (_, i) => ({
        key: `${pods.keyPrefix}n/p`,
        value: value.with(2, `${value[2]},"x":${i}`),
        revision: 7,
      }));
      return () => entries.every(matches);
    });
  });

  test('reads each field once', () => {
    const terms = (count: number) => Array.from({ length: count }, (_, i) => `spec.nodeName!=n${i}`).join();
    let reads = 0;
    const counting = {
      ...pods,
      selectableFields: {
        ...pods.selectableFields,
        'spec.nodeName': () => {
          reads += 1;
          return '';
        },
      },
    };
    const matches = matcher(counting, { labels: [], fields: parseFieldSelector(terms(1_000)) });
    expect(matches({ key: `${pods.keyPrefix}n/p`, value: pods.codec.encode(pod), revision: 7 })).toBe(true);
    expect(reads).toBe(1);
  });

  test('of which two contradict each other selects nothing', () => {
    expect(selects(pod, { fields: 'spec.nodeName=n1,spec.nodeName=n2' })).toBe(false);
    expect(selects(pod, { fields: 'spec.nodeName=n1,spec.nodeName!=n1' })).toBe(false);
    expect(selects(pod, { fields: 'spec.nodeName=n1,spec.nodeName==n1,spec.nodeName!=n2' })).toBe(true);
  });
});
