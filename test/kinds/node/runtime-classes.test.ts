import { describe, expect, it } from 'vitest';
import { runtimeClasses } from '../../../src/kinds/node/runtime-classes/index.ts';
import { describeResource } from '../../registry/resource-suite.ts';
import { errorsOf, objectOf, rowOf, updateErrorsOf } from '../../support/kinds.ts';

const named = (rest: object) => ({ metadata: { name: 'a' }, handler: 'runc', ...rest });

describeResource(runtimeClasses, {
  valid: (name) => ({ metadata: { name }, handler: 'kata', overhead: { podFixed: { cpu: '100m' } } }),
  changed: (stored) => ({
    ...stored,
    scheduling: { nodeSelector: { version: String(stored.metadata.resourceVersion) } },
  }),
  invalid: (name) => ({ metadata: { name }, handler: 'Bad_Handler' }),
  invalidField: 'handler',
  subresources: {},
});

describe('runtime classes', () => {
  it.each([
    [
      named({ overhead: { podFixed: { cpu: '-1' } } }),
      'overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [
      named({ scheduling: { tolerations: [{ key: 'k', operator: 'Exists', value: 'x' }] } }),
      'scheduling.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\'',
    ],
  ])('refuse %j', (body, error) => {
    expect(errorsOf(runtimeClasses, body)).toEqual([error]);
  });

  it('have a handler', () => {
    expect(errorsOf(runtimeClasses, named({ handler: '' }))).toEqual(['handler: Required value']);
  });

  it('tolerate each taint once', () => {
    const toleration = { key: 'k', operator: 'Exists', effect: 'NoExecute' };
    const body = named({ scheduling: { tolerations: [toleration, { ...toleration, tolerationSeconds: 5 }] } });
    const shown = '{"Key":"k","Operator":"Exists","Value":"","Effect":"NoExecute","TolerationSeconds":5}';
    const again = `scheduling.tolerations[1]: Duplicate value: ${shown}`;
    expect(errorsOf(runtimeClasses, body)).toEqual([again]);
    expect(updateErrorsOf(runtimeClasses, named({}), body)).toEqual([again]);
  });

  it('refuse node labels that cannot be', () => {
    const [error, ...others] = errorsOf(runtimeClasses, named({ scheduling: { nodeSelector: { 'a b': 'x' } } }));
    expect(error).toMatch(/^scheduling\.nodeSelector: Invalid value: "a b": name part must consist of/);
    expect(others).toEqual([]);
  });

  it('keep their handler', () => {
    expect(updateErrorsOf(runtimeClasses, named({}), named({ handler: 'kata' }))).toEqual([
      'handler: Invalid value: "kata": field is immutable',
    ]);
  });

  it('are held to the same when they are replaced', () => {
    expect(updateErrorsOf(runtimeClasses, named({}), named({ overhead: { podFixed: { cpu: '-1' } } }))).toEqual([
      'overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ]);
  });

  it('warn of node labels that have newer names', () => {
    const body = named({
      scheduling: {
        nodeSelector: {
          'app.kubernetes.io/created-by': 'a',
          'beta.kubernetes.io/os': 'linux',
          'node-role.kubernetes.io/master': '',
          zone: 'a',
        },
      },
    });
    expect(runtimeClasses.strategy.warningsOnCreate(objectOf(runtimeClasses, body))).toEqual([
      'scheduling.nodeSelector: deprecated since v1.9',
      'scheduling.nodeSelector: deprecated since v1.14; use "kubernetes.io/os" instead',
      'scheduling.nodeSelector: use "node-role.kubernetes.io/control-plane" instead',
    ]);
  });

  it('round their overhead up to thousandths', () => {
    const { overhead } = objectOf(runtimeClasses, named({ overhead: { podFixed: { cpu: '100u' } } }));
    expect(overhead?.podFixed).toEqual({ cpu: '1m' });
  });

  it('are shown with their handler', () => {
    expect(rowOf(runtimeClasses, named({}))).toEqual(['a', 'runc', '<unknown>']);
  });
});
