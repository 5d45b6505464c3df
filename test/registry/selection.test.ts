import { describe, expect, test } from 'vitest';
import type { Pod } from '../../schemas/core/v1/pod.ts';
import { parseFieldSelector } from '../../src/apimachinery/fields/parse-field-selector.ts';
import { parseLabelSelector } from '../../src/apimachinery/labels/parse-label-selector.ts';
import { pods } from '../../src/registry/core/pods/index.ts';
import { matcher } from '../../src/registry/selection.ts';
import { decodePod as decode } from '../support/decode-pod.ts';

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
