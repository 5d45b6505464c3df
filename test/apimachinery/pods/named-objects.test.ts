import { describe, expect, test } from 'vitest';
import { configMapNames, secretNames, volumeClaimNames } from '../../../src/apimachinery/pods/named-objects.ts';
import { decodePod } from '../../support/decode-pod.ts';

const specOf = (spec: object) => decodePod(JSON.stringify({ spec: { containers: [], ...spec } })).spec;
const container = (members: object) => ({ name: 'c', ...members });
const secretEnv = (name: string) => ({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key: 'k' } } }] });
const configMapEnv = (name: string) => ({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name, key: 'k' } } }] });

describe('the secrets that a pod names', () => {
  test.for<readonly [string, object]>([
    ['to pull images', { imagePullSecrets: [{ name: 's' }] }],
    ['in a variable of a container', { containers: [container(secretEnv('s'))] }],
    ['in a variable of an init container', { initContainers: [container(secretEnv('s'))] }],
    ['in a variable of an ephemeral container', { ephemeralContainers: [container(secretEnv('s'))] }],
    ['for all variables of a container', { containers: [container({ envFrom: [{ secretRef: { name: 's' } }] })] }],
    ...[
      { secret: { secretName: 's' } },
      { azureFile: { secretName: 's', shareName: 'x' } },
      { cephfs: { monitors: ['m'], secretRef: { name: 's' } } },
      { cinder: { volumeID: 'v', secretRef: { name: 's' } } },
      { flexVolume: { driver: 'd', secretRef: { name: 's' } } },
      { projected: { sources: [{ downwardAPI: {} }, { secret: { name: 's' } }] } },
      { rbd: { monitors: ['m'], image: 'i', secretRef: { name: 's' } } },
      { scaleIO: { gateway: 'g', system: 'y', secretRef: { name: 's' } } },
      { iscsi: { targetPortal: 'p', iqn: 'i', lun: 0, secretRef: { name: 's' } } },
      { storageos: { secretRef: { name: 's' } } },
      { csi: { driver: 'd', nodePublishSecretRef: { name: 's' } } },
    ].map((source) => [`in a volume of ${Object.keys(source)[0]}`, { volumes: [{ name: 'v', ...source }] }] as const),
  ])('%s', ([, spec]) => {
    expect(secretNames(specOf(spec))).toEqual(['s']);
    expect(configMapNames(specOf(spec))).toEqual([]);
  });

  test('without a name are none', () => {
    const spec = {
      imagePullSecrets: [{}],
      volumes: [
        { name: 'v', secret: {} },
        { name: 'w', csi: { driver: 'd' } },
      ],
    };
    expect(secretNames(specOf(spec))).toEqual([]);
  });
});

describe('the config maps that a pod names', () => {
  test.for<readonly [string, object]>([
    ['in a variable of a container', { containers: [container(configMapEnv('c'))] }],
    ['in a variable of an init container', { initContainers: [container(configMapEnv('c'))] }],
    ['in a variable of an ephemeral container', { ephemeralContainers: [container(configMapEnv('c'))] }],
    ['for all variables of a container', { containers: [container({ envFrom: [{ configMapRef: { name: 'c' } }] })] }],
    ['in a volume', { volumes: [{ name: 'v', configMap: { name: 'c' } }] }],
    ['in a projected volume', { volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'c' } }] } }] }],
  ])('%s', ([, spec]) => {
    expect(configMapNames(specOf(spec))).toEqual(['c']);
    expect(secretNames(specOf(spec))).toEqual([]);
  });
});

test('the claims of a pod are those that it names, and those that are made for its ephemeral volumes', () => {
  const spec = specOf({
    volumes: [
      { name: 'a', persistentVolumeClaim: { claimName: 'c' } },
      { name: 'b', ephemeral: { volumeClaimTemplate: { spec: {} } } },
      { name: 'd', emptyDir: {} },
    ],
  });
  expect(volumeClaimNames('p', spec)).toEqual(['c', 'p-b']);
});
