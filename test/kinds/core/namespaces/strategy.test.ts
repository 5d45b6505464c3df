import { describe, expect, it } from 'vitest';
import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { namespaceDeletion } from '../../../../src/kinds/core/namespaces/deletion.ts';
import { namespaceFinalizeStrategy } from '../../../../src/kinds/core/namespaces/finalize-strategy.ts';
import { namespaceStatusStrategy } from '../../../../src/kinds/core/namespaces/status-strategy.ts';
import { namespaceStrategy } from '../../../../src/kinds/core/namespaces/strategy.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

function namespace(metadata: Partial<ObjectMeta> = {}, rest: Partial<Namespace> = {}): Namespace {
  return { metadata: { name: 'team-a', ...metadata }, spec: {}, status: {}, ...rest };
}
const texts = (errors: readonly { field: string; message: string }[]) =>
  errors.map(({ field, message }) => `${field}: ${message}`);

describe('a new namespace', () => {
  it('is labelled with its name, active, and held until its contents are gone', () => {
    const object = namespace({ labels: { team: 'a', [NAME_LABEL]: 'other' } }, { status: { phase: 'Terminating' } });
    namespaceStrategy.setDefaults(object);
    namespaceStrategy.prepareForCreate(object);
    expect(object.metadata.labels).toEqual({ team: 'a', [NAME_LABEL]: 'team-a' });
    expect(object.spec).toEqual({ finalizers: ['kubernetes'] });
    expect(object.status).toEqual({ phase: 'Active' });
    expect(namespaceStrategy.warningsOnCreate(object)).toEqual([]);
  });

  it('is labelled with a name that was generated', () => {
    const object = namespace({ name: '', generateName: 'team-' });
    namespaceStrategy.setDefaults(object);
    expect(object.metadata).not.toHaveProperty('labels');
    object.metadata.name = 'team-x7k2p';
    namespaceStrategy.prepareForCreate(object);
    expect(object.metadata.labels).toEqual({ [NAME_LABEL]: 'team-x7k2p' });
  });

  it('is not labelled with a generated name that it cannot have', () => {
    const object = namespace({ name: '-x7k2p', generateName: '-' });
    namespaceStrategy.prepareForCreate(object);
    expect(object.metadata).not.toHaveProperty('labels');
  });

  it('is prepared twice as once', () => {
    const object = namespace({}, { spec: { finalizers: ['example.com/mine'] } });
    namespaceStrategy.prepareForCreate(object);
    namespaceStrategy.prepareForCreate(object);
    expect(object.spec.finalizers).toEqual(['example.com/mine', 'kubernetes']);
  });

  it('has a DNS label for its name, and lives in no namespace', () => {
    expect(namespaceStrategy.validate(namespace())).toEqual([]);
    expect(texts(namespaceStrategy.validate(namespace({ name: 'a.b', namespace: 'default' })))).toEqual([
      'metadata.name: Invalid value: "a.b": must not contain dots',
      'metadata.namespace: Forbidden: not allowed on this type',
    ]);
  });

  it('has finalizers that are qualified', () => {
    const object = namespace({}, { spec: { finalizers: ['kubernetes', 'example.com/mine', 'mine'] } });
    expect(texts(namespaceStrategy.validate(object))).toEqual([
      'spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
  });
});

describe('an update of a namespace', () => {
  it('is held to what a new namespace is held to', () => {
    const old = namespace({ resourceVersion: '1' });
    const next = namespace({ resourceVersion: '1', finalizers: ['mine'] });
    const unqualified =
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified';
    expect(texts(namespaceStrategy.validateUpdate(next, old))).toEqual([unqualified, unqualified]);
    expect(texts(namespaceStatusStrategy.validateUpdate({ ...next, status: { phase: 'Active' } }, old))).toEqual([
      unqualified,
    ]);
  });

  it('changes metadata only', () => {
    expect(namespaceStrategy.keptFields).toEqual(['status']);
    const old = namespace({}, { spec: { finalizers: ['kubernetes'] } });
    for (const finalizers of [undefined, [], ['example.com/a']]) {
      const next = namespace({}, { spec: finalizers === undefined ? {} : { finalizers } });
      namespaceStrategy.prepareForUpdate(next, old);
      expect(next.spec).toEqual(old.spec);
    }
  });

  it('puts the label of its name back', () => {
    const next = namespace({ labels: { team: 'b' } });
    namespaceStrategy.setDefaults(next);
    expect(next.metadata.labels).toEqual({ team: 'b', [NAME_LABEL]: 'team-a' });
  });

  it('checks the metadata', () => {
    const old = namespace({ resourceVersion: '7' });
    const next = namespace({ resourceVersion: '7', labels: { team: 'no good' } });
    namespaceStrategy.prepareForUpdate(next, old);
    expect(namespaceStrategy.validateUpdate(next, old).map(({ field }) => field)).toEqual([
      'metadata.labels',
      'metadata.labels',
    ]);
    expect(namespaceStrategy.warningsOnUpdate(next, old)).toEqual([]);
  });
});

describe('the status of a namespace', () => {
  const errorsOf = (phase: 'Active' | 'Terminating', metadata: Partial<ObjectMeta>) =>
    texts(
      namespaceStatusStrategy.validateUpdate(
        namespace({ resourceVersion: '7', ...metadata }, { status: { phase } }),
        namespace({ resourceVersion: '7', ...metadata }),
      ),
    );

  it('has the phase that its deletion asks for', () => {
    const deletionTimestamp = '2020-01-02T03:04:05Z';
    expect(errorsOf('Active', {})).toEqual([]);
    expect(errorsOf('Terminating', { deletionTimestamp })).toEqual([]);
    expect(errorsOf('Terminating', {})).toEqual([
      'status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    ]);
    expect(errorsOf('Active', { deletionTimestamp })).toEqual([
      'status.Phase: Invalid value: "Active": may only be \'Terminating\' if `deletionTimestamp` is not empty',
    ]);
  });

  it('is written without the spec', () => {
    expect(namespaceStatusStrategy.keptFields).toEqual(['spec']);
  });
});

describe('the finalizers of a namespace', () => {
  it('are written without the status', () => {
    expect(namespaceFinalizeStrategy.keptFields).toEqual(['status']);
  });

  it('are qualified, each named by its place', () => {
    const next = namespace({ resourceVersion: '7' }, { spec: { finalizers: ['kubernetes', 'mine'] } });
    expect(texts(namespaceFinalizeStrategy.validateUpdate(next, namespace({ resourceVersion: '7' })))).toEqual([
      'spec.finalizers[1]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
  });

  it('hold a namespace that ends', () => {
    expect(namespaceDeletion.isHeld?.(namespace({}, { spec: { finalizers: ['kubernetes'] } }))).toBe(true);
    expect(namespaceDeletion.isHeld?.(namespace())).toBe(false);
  });
});
