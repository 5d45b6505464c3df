import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { validatePodCreate } from '../../../../src/kinds/core/pods/validation.ts';
import { container, pod } from './objects.ts';

const check = (spec: Partial<PodSpec>, metadata: Partial<ObjectMeta> = {}) =>
  validatePodCreate(pod({ spec, metadata })).map(({ field, message }) => `${field}: ${message}`);
const named = (name: string) => container(name, { imagePullPolicy: 'Always' });
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('a new pod', () => {
  it('is fine with a name and a container', () => {
    expect(check({})).toEqual([]);
  });

  it('has a DNS subdomain for its name', () => {
    expect(check({}, { name: 'a.b' })).toEqual([]);
    expect(check({}, { name: 'Bad_Name' })[0]).toContain(
      'metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain',
    );
  });

  it('has a container', () => {
    expect(check({ containers: [] })).toEqual(['spec.containers: Required value']);
  });

  it('has containers with names of their own and images', () => {
    const containers = [
      { ...named('Bad Name'), image: '' },
      named(''),
      named('dup'),
      named('dup'),
      { ...named('padded'), image: ' a' },
    ];
    expect(check({ containers, initContainers: [named('dup'), named('i'), named('i')] })).toEqual([
      `spec.containers[0].name: Invalid value: "Bad Name": ${LABEL}`,
      'spec.containers[0].image: Required value',
      'spec.containers[1].name: Required value',
      'spec.containers[3].name: Duplicate value: "dup"',
      'spec.initContainers[0].name: Duplicate value: "dup"',
      'spec.initContainers[2].name: Duplicate value: "i"',
      'spec.containers[4].image: Invalid value: " a": must not have leading or trailing whitespace',
    ]);
  });

  it('has volumes with names of their own', () => {
    expect(check({ volumes: ['v', '', 'v', 'Bad!'].map((name) => ({ name, emptyDir: {} })) })).toEqual([
      'spec.volumes[1].name: Required value',
      'spec.volumes[2].name: Duplicate value: "v"',
      `spec.volumes[3].name: Invalid value: "Bad!": ${LABEL}`,
    ]);
  });

  it('has policies that exist', () => {
    const containers = [container('main', { imagePullPolicy: 'Perhaps' })];
    expect(check({ containers, restartPolicy: 'Sometimes', dnsPolicy: 'Nope' })).toEqual([
      'spec.containers[0].imagePullPolicy: Unsupported value: "Perhaps": supported values: "Always", "IfNotPresent", "Never"',
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      'spec.dnsPolicy: Unsupported value: "Nope": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ]);
  });

  it('has tolerations that make sense', () => {
    const tolerations = [
      { operator: 'Exists' },
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'a', operator: 'Exists', value: 'b' },
      { key: 'a', operator: 'Lt' },
      { key: 'a', effect: 'Sometimes', tolerationSeconds: 5 },
      { key: 'no good', value: 'no good' },
    ];
    const errors = check({ tolerations });
    expect(errors.slice(0, 4)).toEqual([
      'spec.tolerations[2].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
      'spec.tolerations[3].operator: Unsupported value: "Lt": supported values: "Equal", "Exists", "Lt", "Gt"',
      'spec.tolerations[4].effect: Invalid value: "Sometimes": effect must be \'NoExecute\' when `tolerationSeconds` is set',
      'spec.tolerations[4].effect: Unsupported value: "Sometimes": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ]);
    expect(errors[4]).toContain('spec.tolerations[5].key: Invalid value: "no good": name part must consist of');
    expect(errors[5]).toContain('spec.tolerations[5].operator: Invalid value: "no good": a valid label must be');
  });

  it('has no ephemeral containers, and no node while a gate holds it back', () => {
    expect(check({ ephemeralContainers: [named('e')], nodeName: 'n', schedulingGates: [{ name: 'g' }] })).toEqual([
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ]);
  });
});
