import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import { validatePodAnnotations, validatePodAnnotationsUpdate } from '../../../../src/kinds/core/pods/annotations.ts';
import { pod } from './objects.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_MAIN = 'container.seccomp.security.alpha.kubernetes.io/main';
const APP_ARMOR_MAIN = 'container.apparmor.security.beta.kubernetes.io/main';
const APP_ARMOR_OTHER = 'container.apparmor.security.beta.kubernetes.io/other';

const check = (annotations: Record<string, string>, spec: Partial<PodSpec> = {}, old?: Record<string, string>) =>
  validatePodAnnotations(annotations, () => pod({ spec }).spec, old).map(
    ({ field, message }) => `${field}: ${message}`,
  );

describe('annotations of a pod', () => {
  it('are free where they mean nothing to Kubernetes, and leave the spec unread', () => {
    const unread = () => {
      throw new Error('read');
    };
    expect(validatePodAnnotations({ note: 'anything' }, unread)).toEqual([]);
    expect(validatePodAnnotations(undefined, unread)).toEqual([]);
  });

  it('mark a mirror pod only where it has a node', () => {
    expect(check({ [MIRROR]: 'hash' }, { nodeName: 'n' })).toEqual([]);
    expect(check({ [MIRROR]: 'hash' })).toEqual([
      `metadata.annotations[${MIRROR}]: Invalid value: "hash": must set spec.nodeName if mirror pod annotation is set`,
    ]);
  });

  it.each(['0', '7', '-5', '2147483647', '-2147483648'])('may have the deletion cost %s', (cost) => {
    expect(check({ [COST]: cost })).toEqual([]);
  });

  it.each(['', '+10', '008', 'much', '2147483648', '1.5', '-'])('may not have the deletion cost %j', (cost) => {
    expect(check({ [COST]: cost })).toEqual([
      `metadata.annotations[${COST}]: Invalid value: "${cost}": must be a 32bit integer`,
    ]);
    expect(check({ [COST]: cost }, {}, { [COST]: 'much' })).toEqual([]);
    expect(check({ [COST]: cost }, {}, { [COST]: '7' })).toHaveLength(1);
  });

  it.each([
    ['', []],
    ['null', []],
    ['[{"operator":"Exists"},{"key":"a","value":"b","effect":"NoExecute","tolerationSeconds":5,"more":1}]', []],
    ['{', [`metadata.annotations: Invalid value: "${TOLERATIONS}": unexpected end of JSON input`]],
    [
      '{}',
      [
        `metadata.annotations: Invalid value: "${TOLERATIONS}": json: cannot unmarshal object into Go value of type []v1.Toleration`,
      ],
    ],
    [
      '["a"]',
      [
        `metadata.annotations: Invalid value: "${TOLERATIONS}": json: cannot unmarshal string into Go value of type v1.Toleration`,
      ],
    ],
    [
      '[{"key":1}]',
      [
        `metadata.annotations: Invalid value: "${TOLERATIONS}": json: cannot unmarshal number into Go struct field Toleration.key of type string`,
      ],
    ],
    [
      '[{"key":null}]',
      [
        `metadata.annotations.${TOLERATIONS}[0].operator: Invalid value: "": operator must be Exists when \`key\` is empty, which means "match all values and all keys"`,
      ],
    ],
  ])('are read where they hold the tolerations %j', (text, errors) => {
    expect(check({ [TOLERATIONS]: text })).toEqual(errors);
  });

  it.each([
    ['runtime/default', undefined],
    ['docker/default', undefined],
    ['unconfined', undefined],
    ['localhost/profiles/a.json', undefined],
    ['secret', 'Invalid value: "secret": must be a valid seccomp profile'],
    ['localhost//a', 'Invalid value: "/a": must be a relative path'],
    ['localhost/a/../b', `Invalid value: "a/../b": must not contain '..'`],
  ])('may name the seccomp profile %s: %s', (profile, message) => {
    expect(check({ [SECCOMP]: profile })).toEqual(
      message === undefined ? [] : [`metadata.annotations.${SECCOMP}: ${message}`],
    );
    expect(check({ [SECCOMP_MAIN]: profile })).toHaveLength(message === undefined ? 0 : 1);
  });

  it.each(['', 'runtime/default', 'unconfined', 'localhost/profile'])('may name the AppArmor profile %j', (profile) => {
    expect(check({ [APP_ARMOR_MAIN]: profile })).toEqual([]);
  });

  it('name AppArmor profiles of containers that are there', () => {
    expect(check({ [APP_ARMOR_OTHER]: 'odd' })).toEqual([
      `metadata.annotations[${APP_ARMOR_OTHER}]: Invalid value: "other": container not found`,
      `metadata.annotations[${APP_ARMOR_OTHER}]: Invalid value: "odd": invalid AppArmor profile name: "odd"`,
    ]);
  });
});

describe('an update of annotations', () => {
  const update = (next: Record<string, string>, old: Record<string, string>) =>
    validatePodAnnotationsUpdate(
      pod({ metadata: { annotations: next }, spec: { nodeName: 'n' } }),
      pod({ metadata: { annotations: old } }),
    ).map(({ field, message }) => `${field}: ${message}`);

  it('may not add, change or remove what was fixed when the pod was created', () => {
    const stored = { [MIRROR]: 'a', [APP_ARMOR_MAIN]: 'unconfined' };
    expect(update(stored, stored)).toEqual([]);
    expect(update({}, stored)).toEqual([
      `metadata.annotations[${MIRROR}]: Forbidden: may not remove or update mirror pod annotation`,
      `metadata.annotations[${APP_ARMOR_MAIN}]: Forbidden: may not remove or update AppArmor annotations`,
    ]);
    expect(update({ ...stored, [MIRROR]: 'b' }, stored)).toEqual([
      `metadata.annotations[${MIRROR}]: Forbidden: may not remove or update mirror pod annotation`,
    ]);
    expect(update(stored, {})).toEqual([
      `metadata.annotations[${MIRROR}]: Forbidden: may not add mirror pod annotation`,
      `metadata.annotations[${APP_ARMOR_MAIN}]: Forbidden: may not add AppArmor annotations`,
    ]);
  });

  it('may change everything else', () => {
    expect(update({ note: 'b', [COST]: '2' }, { note: 'a', more: 'x' })).toEqual([]);
  });
});
