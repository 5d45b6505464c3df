import { describe, expect, it } from 'vitest';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { specErrors } from './spec-errors.ts';

const empty = { emptyDir: {} };
const claim = {
  ephemeral: {
    volumeClaimTemplate: {
      metadata: {},
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  },
};
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** What is wrong with the volumes of the pod `p`, without the path of the list. */
const errorsOf = (volumes: Volume[]) => specErrors({ volumes }).map((error) => error.replace('spec.volumes', ''));

describe('the name of a volume', () => {
  it.each<[string, string[]]>([
    ['v', []],
    ['a'.repeat(63), []],
    ['', ['[0].name: Required value']],
    ['A', [`[0].name: Invalid value: "A": ${LABEL}`]],
    ['a.b', ['[0].name: Invalid value: "a.b": must not contain dots']],
    ['a'.repeat(64), [`[0].name: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`]],
  ])('%j: %j', (name, errors) => {
    expect(errorsOf([{ name, ...empty }])).toEqual(errors);
  });

  it('stands once, among volumes that are right', () => {
    const volumes = [
      { name: 'v', ...empty },
      { name: 'v', hostPath: { path: '' } },
      { name: 'v', ...empty },
      { name: 'w', hostPath: { path: '' } },
      { name: 'w', ...empty },
    ];
    expect(errorsOf(volumes)).toEqual([
      '[1].hostPath.path: Required value',
      '[1].name: Duplicate value: "v"',
      '[2].name: Duplicate value: "v"',
      '[3].hostPath.path: Required value',
    ]);
  });

  it('makes a name of a claim together with that of the pod', () => {
    expect(errorsOf([{ name: 'a'.repeat(63), ...claim }])).toEqual([]);
    expect(errorsOf([{ name: '', ...claim }])).toEqual(['[0].name: Required value']);
    expect(errorsOf([{ name: 'A', ...claim }])).toEqual([
      `[0].name: Invalid value: "A": PVC name "p-A": ${SUBDOMAIN}`,
      `[0].name: Invalid value: "A": ${LABEL}`,
    ]);
  });
});

describe('the volumes of a pod', () => {
  it('do not use the claim that is made for another one', () => {
    const volumes = [
      { name: 'v', ...claim },
      { name: 'w', persistentVolumeClaim: { claimName: 'p-v' } },
      { name: 'x', persistentVolumeClaim: { claimName: 'p-x' } },
    ];
    expect(errorsOf(volumes)).toEqual([
      '[1].persistentVolumeClaim.claimName: Invalid value: "p-v": must not reference a PVC that gets created for an ephemeral volume',
    ]);
  });

  it('have a token where the pod has a service account', () => {
    const sources = [{ serviceAccountToken: { path: 't', expirationSeconds: 600 } }];
    expect(errorsOf([{ name: 'v', projected: { sources } }])).toEqual([
      '[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set',
    ]);
  });
});
