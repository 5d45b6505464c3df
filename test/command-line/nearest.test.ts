import { expect, test } from 'vitest';
import { nearest } from '../../src/command-line/nearest.ts';

const flags = ['port', 'store', 'secure-port', 'bind-address', 'write-kubeconfig'];

test.each([
  ['prot', 'port'],
  ['por', 'port'],
  ['ports', 'port'],
  ['Port', 'port'],
  ['secureport', 'secure-port'],
  ['bind_adress', 'bind-address'],
  ['kubeconfig', 'write-kubeconfig'],
])('%s most likely means %s', (word, flag) => {
  expect(nearest(word, flags)).toBe(flag);
});

test.each(['', 'x', 'on', 'etcd-servers', 'profiling'])('%j comes close to nothing', (word) => {
  expect(nearest(word, flags)).toBeUndefined();
});
