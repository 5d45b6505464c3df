import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import { computeQosClass } from '../../../../src/kinds/core/pods/qos-class.ts';
import { container } from './objects.ts';

const both = { cpu: '1', memory: '1Gi' };
const guaranteed = container('g', { resources: { limits: both, requests: { cpu: '1000m', memory: '1024Mi' } } });

describe('computeQosClass', () => {
  it.each<[string, Partial<PodSpec>, string]>([
    ['nothing is asked for', {}, 'BestEffort'],
    [
      'only zero is asked for',
      { containers: [container('a', { resources: { requests: { cpu: '0' } } })] },
      'BestEffort',
    ],
    [
      'only other resources are asked for',
      { containers: [container('a', { resources: { limits: { 'example.com/gpu': '1' } } })] },
      'BestEffort',
    ],
    ['all requests are limits', { containers: [guaranteed] }, 'Guaranteed'],
    ['one of two containers asks for nothing', { containers: [guaranteed, container('b')] }, 'Burstable'],
    ['an init container asks for nothing', { containers: [guaranteed], initContainers: [container('i')] }, 'Burstable'],
    [
      'only memory is limited',
      { containers: [container('a', { resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } } })] },
      'Burstable',
    ],
    [
      'a request is below its limit',
      { containers: [container('a', { resources: { limits: both, requests: { cpu: '1', memory: '1Mi' } } })] },
      'Burstable',
    ],
    ['only requests are made', { containers: [container('a', { resources: { requests: both } })] }, 'Burstable'],
    ['the pod as a whole has equal requests and limits', { resources: { limits: both, requests: both } }, 'Guaranteed'],
    ['the pod as a whole has requests only', { resources: { requests: both }, containers: [guaranteed] }, 'Burstable'],
    [
      'the pod as a whole limits memory only',
      { resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } } },
      'Burstable',
    ],
    [
      'ephemeral containers are the only ones to ask',
      { ephemeralContainers: [container('e', { resources: { requests: both } })] },
      'BestEffort',
    ],
    [
      'an exponent is beyond all measure',
      { containers: ['1e2000000000', '1'].map((cpu, i) => container(`c${i}`, { resources: { requests: { cpu } } })) },
      'Burstable',
    ],
  ])('where %s', (_, spec, qosClass) => {
    expect(computeQosClass({ containers: [container('main')], ...spec })).toBe(qosClass);
  });
});
