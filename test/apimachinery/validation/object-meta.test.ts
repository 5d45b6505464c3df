import { describe, expect, it } from 'vitest';
import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { nameIsDNSSubdomain } from '../../../src/apimachinery/validation/names.ts';
import {
  validateCommonMetadataUpdate,
  validateCreatedMetadata,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../../../src/apimachinery/validation/object-meta.ts';

const STORED: ObjectMeta = {
  name: 'p',
  namespace: 'default',
  uid: 'u',
  resourceVersion: '7',
  generation: 3,
  creationTimestamp: '2024-06-01T12:00:00Z',
};
const texts = (errors: readonly { field: string; message: string }[]) =>
  errors.map(({ field, message }) => `${field}: ${message}`);
const created = (metadata: Partial<ObjectMeta>) =>
  texts(validateObjectMeta({ ...STORED, ...metadata }, true, nameIsDNSSubdomain));
const updated = (next: Partial<ObjectMeta>, old: Partial<ObjectMeta> = {}) =>
  texts(validateObjectMetaUpdate({ ...STORED, ...next }, { ...STORED, ...old }));

describe('metadata of a new object', () => {
  it('is fine with a name and a namespace', () => {
    expect(created({})).toEqual([]);
  });

  it('has a name, or a prefix from which one was generated', () => {
    expect(created({ name: '' })).toEqual(['metadata.name: Required value: name or generateName is required']);
    expect(created({ generateName: 'web-' })).toEqual([]);
    expect(created({ generateName: 'Web-', name: 'p' })[0]).toContain(
      'metadata.generateName: Invalid value: "Web-": a lowercase',
    );
  });

  it('has a namespace that is a DNS label', () => {
    expect(created({ namespace: '' })).toEqual(['metadata.namespace: Required value']);
    expect(created({ namespace: 'a.b' })).toEqual(['metadata.namespace: Invalid value: "a.b": must not contain dots']);
  });

  it('has labels with keys and values of their own form', () => {
    const [key, value] = created({ labels: { '-bad': 'ok', ok: 'not ok' } });
    expect(key).toContain('metadata.labels: Invalid value: "-bad": name part must consist of');
    expect(value).toContain('metadata.labels: Invalid value: "not ok": a valid label must be');
    expect(created({ labels: { 'example.com/a': '' } })).toEqual([]);
  });

  it('has annotations with keys of that form, upper case allowed, and 256 KiB in all', () => {
    expect(created({ annotations: { 'Example.COM/Key': 'any text !' } })).toEqual([]);
    expect(created({ annotations: { 'bad key': '' } })[0]).toContain(
      'metadata.annotations: Invalid value: "bad key": name part',
    );
    const limit = 256 * 1024;
    const tooLong = ['metadata.annotations: Too long: may not be more than 262144 bytes'];
    expect(created({ annotations: { key: 'x'.repeat(limit - 3) } })).toEqual([]);
    expect(created({ annotations: { key: 'x'.repeat(limit - 2) } })).toEqual(tooLong);
    expect(created({ annotations: { key: 'é'.repeat(limit / 2) } })).toEqual(tooLong);
  });

  it('has a generation that is not negative', () => {
    expect(created({ generation: -1 })).toEqual([
      'metadata.generation: Invalid value: -1: must be greater than or equal to 0',
    ]);
  });

  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u' };

  it('has owners that are named in full', () => {
    expect(created({ ownerReferences: [owner] })).toEqual([]);
    expect(created({ ownerReferences: [{ apiVersion: 'a/b/c', kind: '', name: '', uid: '' }] })).toEqual([
      'metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty',
      'metadata.ownerReferences.kind: Invalid value: "": must not be empty',
      'metadata.ownerReferences.name: Invalid value: "": must not be empty',
      'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
    ]);
  });

  it('has one owner that manages it', () => {
    const references = [
      { ...owner, controller: true },
      { ...owner, name: 's', controller: false },
      { ...owner, name: 't', controller: true },
    ];
    expect(created({ ownerReferences: references })).toEqual([
      `metadata.ownerReferences: Invalid value: ${JSON.stringify(references)}: Only one reference can have Controller set to true. Found "true" in references for ReplicaSet/r and ReplicaSet/t`,
    ]);
  });

  it('is not owned by an event', () => {
    const event = { apiVersion: 'v1', kind: 'Event', name: 'e', uid: 'u' };
    expect(created({ ownerReferences: [event] })).toEqual([
      `metadata.ownerReferences: Invalid value: ${JSON.stringify(event)}: /v1, Kind=Event is disallowed from being an owner`,
    ]);
  });

  it('has finalizers that are qualified, and treats dependents one way', () => {
    expect(created({ finalizers: ['example.com/x', 'kubernetes', 'orphan'] })).toEqual([]);
    expect(created({ finalizers: ['example.com/x', 'mine'] })).toEqual([
      'metadata.finalizers[1]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ]);
    expect(created({ finalizers: ['example.com/-'] })[0]).toContain(
      'metadata.finalizers: Invalid value: "example.com/-": name part',
    );
    expect(created({ finalizers: ['orphan', 'foregroundDeletion'] })).toEqual([
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set',
    ]);
  });

  it('has managed fields of managers that can be printed', () => {
    const entry = { manager: 'kubectl', operation: 'Update', fieldsType: 'FieldsV1' };
    expect(created({ managedFields: [entry] })).toEqual([]);
    const errors = created({
      managedFields: [
        { manager: 'é\n', operation: 'Guess', fieldsType: 'FieldsV2' },
        { ...entry, manager: 'x'.repeat(129), subresource: 'y'.repeat(257) },
      ],
    });
    expect(errors).toEqual([
      'metadata.managedFields[0].operation: Invalid value: "Guess": must be `Apply` or `Update`',
      'metadata.managedFields[0].fieldsType: Invalid value: "FieldsV2": must be `FieldsV1`',
      'metadata.managedFields[0].manager: Invalid value: "é\\n": invalid character U+000A (at position 2)',
      'metadata.managedFields[1].manager: Too long: may not be more than 128 bytes',
      'metadata.managedFields[1].subresource: Too long: may not be more than 256 bytes',
    ]);
  });
});

describe('metadata of an update', () => {
  it('may change labels, annotations, owners and finalizers', () => {
    expect(updated({ labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['example.com/x'] })).toEqual([]);
  });

  it('names a version, and a generation that does not go back', () => {
    expect(updated({ resourceVersion: '', generation: 2 })).toEqual([
      'metadata.resourceVersion: Invalid value: "": must be specified for an update',
      'metadata.generation: Invalid value: 2: must not be decremented',
    ]);
  });

  it('changes neither identity nor life', () => {
    const next = {
      name: 'q',
      namespace: 'other',
      uid: 'v',
      creationTimestamp: '2025-06-01T12:00:00Z',
      deletionTimestamp: '2025-06-01T12:00:00Z',
      deletionGracePeriodSeconds: 5,
    };
    expect(updated(next)).toEqual(
      Object.entries(next).map(
        ([field, value]) => `metadata.${field}: Invalid value: ${JSON.stringify(value)}: field is immutable`,
      ),
    );
  });

  it('adds no finalizer to an object on its way out', () => {
    const deleting = { deletionTimestamp: '2024-06-01T13:00:00Z' };
    const finalizers = ['example.com/b', 'example.com/a'];
    expect(updated({ ...deleting, finalizers }, deleting)).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/a", "example.com/b"}',
    ]);
    expect(updated({ ...deleting, finalizers: ['example.com/a'] }, { ...deleting, finalizers })).toEqual([]);
  });
});

describe('what the registry checks for all kinds', () => {
  it('of a new object: a name that is one segment of a path', () => {
    const check = (name: string) => texts(validateCreatedMetadata({ ...STORED, name }, true));
    expect(check('Any Name')).toEqual([]);
    expect(check('..')).toEqual([`metadata.name: Invalid value: "..": may not be '..'`]);
    expect(check('a/b%')).toEqual([
      `metadata.name: Invalid value: "a/b%": may not contain '/'`,
      `metadata.name: Invalid value: "a/b%": may not contain '%'`,
    ]);
    expect(texts(validateCreatedMetadata({ ...STORED, generateName: '.' }, true))).toEqual([]);
  });

  it('of an update: labels twice, as in a new object and as in an update', () => {
    const next = { ...STORED, labels: { a: '-' } };
    expect(validateCommonMetadataUpdate(next, STORED, true).map(({ field }) => field)).toEqual([
      'metadata.labels',
      'metadata.labels',
    ]);
    expect(validateCommonMetadataUpdate(STORED, STORED, true)).toEqual([]);
    expect(validateCommonMetadataUpdate({ ...STORED, uid: 'v' }, STORED, true)).toHaveLength(1);
  });
});
