import { expect, it } from 'vitest';
import { shortNames } from '../../../src/endpoints/openapi/schema-names.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

it('names a schema by the last part of its full name', () => {
  expect(shortNames(['io.k8s.api.core.v1.PodStatus', `${META}.Status`])).toEqual(
    new Map([
      ['io.k8s.api.core.v1.PodStatus', 'PodStatus'],
      [`${META}.Status`, 'Status'],
    ]),
  );
});

it('leaves a shared name to the core group and puts group and version before the others', () => {
  const names = shortNames(['io.k8s.api.events.v1.Event', 'io.k8s.api.core.v1.Event']);
  expect(names.get('io.k8s.api.core.v1.Event')).toBe('Event');
  expect(names.get('io.k8s.api.events.v1.Event')).toBe('EventsV1Event');
});

it('spells out a name that would not say what it is', () => {
  expect([...shortNames(['io.k8s.apimachinery.pkg.version.Info']).values()]).toEqual(['VersionInfo']);
});
