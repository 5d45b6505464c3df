import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NodeGraph } from '../../../../src/auth/authorization/node/node-graph.ts';
import { relationsOf } from '../../../../src/auth/authorization/node/node-relations.ts';
import { decodePod } from '../../../support/decode-pod.ts';

const relations = (spec: object, { status = {}, annotations = {} }: { status?: object; annotations?: object } = {}) =>
  relationsOf(
    decodePod(
      JSON.stringify({
        metadata: { namespace: 'ns', name: 'p', annotations },
        spec: { nodeName: 'n', containers: [], ...spec },
        status,
      }),
    ),
  );

describe('what a pod gives its node', () => {
  test('is itself and what it names, each once', () => {
    const volumes = [
      { name: 'a', secret: { secretName: 's' } },
      { name: 'b', configMap: { name: 'c' } },
      { name: 'd', persistentVolumeClaim: { claimName: 'v' } },
    ];
    expect(relations({ serviceAccountName: 'sa', imagePullSecrets: [{ name: 's' }], volumes })).toEqual({
      node: 'n',
      keys: ['pods/ns/p', 'serviceaccounts/ns/sa', 'secrets/ns/s', 'configmaps/ns/c', 'persistentvolumeclaims/ns/v'],
    });
  });

  test('is nothing as long as it is bound to none', () => {
    expect(relations({ nodeName: '', serviceAccountName: 'sa' })).toBeUndefined();
  });

  test('is itself alone where the node made it to mirror a file', () => {
    const annotations = { 'kubernetes.io/config.mirror': '' };
    expect(relations({ serviceAccountName: 'sa' }, { annotations })?.keys).toEqual(['pods/ns/p']);
  });

  test('has the claims that its spec names, and of those made for it the ones that its status names', () => {
    const resourceClaims = [
      { name: 'a', resourceClaimName: 'named' },
      { name: 'b', resourceClaimTemplateName: 't' },
      { name: 'c', resourceClaimTemplateName: 't' },
      { name: 'd', resourceClaimTemplateName: 't' },
    ];
    const status = {
      resourceClaimStatuses: [
        { name: 'b', resourceClaimName: 'made' },
        { name: 'c' },
        { name: 'other', resourceClaimName: 'x' },
      ],
      extendedResourceClaimStatus: { requestMappings: [], resourceClaimName: 'extended' },
    };
    const claims = ['named', 'made', 'extended'].map((name) => `resourceclaims/ns/${name}`);
    expect(relations({ resourceClaims }, { status })?.keys).toEqual(['pods/ns/p', ...claims]);
  });
});

test('a graph relates a node to a key as long as one of its pods does, whatever comes and goes', () => {
  const pod = fc.record({
    node: fc.constantFrom('n1', 'n2'),
    keys: fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd')),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(pod, fc.boolean())), (pods) => {
      const graph = new NodeGraph();
      for (const [one] of pods) graph.add(one);
      for (const [one, goes] of pods) if (goes) graph.remove(one);
      const left = pods.flatMap(([one, goes]) => (goes ? [] : [one]));
      for (const node of ['n1', 'n2', 'n3']) {
        for (const key of ['a', 'b', 'c', 'd']) {
          expect(graph.has(node, key)).toBe(left.some((one) => one.node === node && one.keys.includes(key)));
        }
      }
    }),
  );
});
