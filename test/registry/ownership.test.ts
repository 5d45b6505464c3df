import { expect, it } from 'vitest';
import type { ConfigMap } from '../../schemas/core/v1/config-map.ts';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { parseFieldsV1 } from '../../src/apimachinery/fieldmanager/fields-v1.ts';
import { MetadataUpdates } from '../../src/controllers/update-metadata.ts';
import { configMaps } from '../../src/kinds/core/config-maps/index.ts';
import { createObject } from '../../src/registry/create.ts';
import { updateObject } from '../../src/registry/update.ts';
import { answered, IN_DEFAULT, resourceOf } from '../support/registry.ts';

it('is the same for clients whether or not a controller has written metadata of the kind before', async () => {
  // As after a start with a store that has objects: a definition of its own, by which nobody has written anything.
  const resource = resourceOf({ ...configMaps });
  const owner = { manager: 'creator', operation: 'Apply', apiVersion: 'v1', subresource: '', time: undefined } as const;
  const owners = [{ ...owner, fields: parseFieldsV1({ 'f:data': { 'f:a': {} } }) }];
  const object = configMaps.codec.empty();
  object.metadata.name = 'c';
  object.data = { a: '1' };
  const { value } = await createObject(resource, object, IN_DEFAULT, { dryRun: false, owners });
  const uid = configMaps.codec.open(value, 1).metadata.uid ?? '';
  const known = { resource, namespace: 'default', name: 'c', uid };
  const edit = (metadata: ObjectMeta) => ({ ...metadata, finalizers: ['example.com/f'] });
  await new MetadataUpdates().update(known, edit, new AbortController().signal);

  const { strategy } = configMaps;
  const change = (old: ConfigMap): ConfigMap => ({
    ...configMaps.codec.empty(),
    metadata: { ...old.metadata },
    data: { a: '2' },
  });
  const update = { name: 'c', subresource: '', strategy, uid: undefined, change, dryRun: false };
  const written = await updateObject(resource, update, { ...IN_DEFAULT, manager: 'editor' });
  const { managedFields = [] } = answered(resource, written).metadata;
  expect(managedFields.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
    ['editor', { 'f:data': { 'f:a': {} } }],
    ['kube-controller-manager', { 'f:metadata': { 'f:finalizers': { '.': {}, 'v:"example.com/f"': {} } } }],
  ]);
});
