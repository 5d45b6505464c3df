import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../schemas/core/v1/event.ts';
import type { Event as EventV1 } from '../../../../schemas/events/v1/event.ts';
import type { ApiObject } from '../../../../src/apimachinery/api-object.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import { eventsV1 } from '../../../../src/kinds/core/events/events-v1.ts';
import { events } from '../../../../src/kinds/core/events/index.ts';
import { createObject } from '../../../../src/registry/create.ts';
import type { ResourceDefinition } from '../../../../src/registry/definition/resource-definition.ts';
import { getObject } from '../../../../src/registry/get.ts';
import { listObjects } from '../../../../src/registry/list.ts';
import { matcher } from '../../../../src/registry/stored-form/selection.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorTexts } from '../../../support/field-errors.ts';
import { answered, IN_DEFAULT, resourceOf, statusOf } from '../../../support/registry.ts';

const TIME = '2026-01-01T00:00:00.000000Z';
const POD = { kind: 'Pod', namespace: 'default', name: 'p', uid: 'u', apiVersion: 'v1' };
const NEW = {
  regarding: POD,
  eventTime: TIME,
  reportingController: 'example.com/ctl',
  reportingInstance: 'i',
  action: 'Run',
  reason: 'Started',
  type: 'Normal',
  note: 'n',
};

describeResource(events, {
  valid: (name) => ({ metadata: { name }, involvedObject: POD, reason: 'Started', count: 1 }),
  changed: (stored) => ({ ...stored, count: Number(stored.count) + 1 }),
  invalid: (name) => ({ metadata: { name }, involvedObject: { ...POD, namespace: 'other' } }),
  invalidField: 'involvedObject.namespace',
  subresources: {},
});

describeResource(eventsV1, {
  valid: (name) => ({ metadata: { name }, ...NEW, series: { count: 2, lastObservedTime: TIME } }),
  changed: (stored) => {
    const { count } = stored.series as { count: number };
    return { ...stored, series: { count: count + 1, lastObservedTime: TIME } };
  },
  invalid: (name) => ({ metadata: { name }, ...NEW, type: 'Sofa' }),
  invalidField: 'type',
  subresources: {},
});

function event(members: object = {}): Event {
  const metadata = { name: 'e', namespace: 'default', resourceVersion: '1' };
  return decoderOf(events.schema)({ metadata, ...members }, { keys: 0 }) as Event;
}
function eventV1(members: object = {}): EventV1 {
  const metadata = { name: 'e', namespace: 'default', resourceVersion: '1' };
  return decoderOf(eventsV1.schema)({ metadata, ...NEW, ...members }, { keys: 0 }) as EventV1;
}

describe('an event of the core group', () => {
  const validate = (members: object) => errorTexts(events.strategy.validate(event(members)));

  it('lives with the object that it is about', () => {
    const wrong = (namespace: string) => [
      `involvedObject.namespace: Invalid value: "${namespace}": does not match event.namespace`,
    ];
    const other = { name: 'e', namespace: 'other' };
    expect(validate({ involvedObject: { namespace: 'default' } })).toEqual([]);
    expect(validate({ involvedObject: {} })).toEqual([]);
    expect(validate({ involvedObject: {}, metadata: other })).toEqual(wrong(''));
    expect(validate({ involvedObject: { namespace: 'third' }, metadata: other })).toEqual(wrong('third'));
    expect(validate({ metadata: { name: 'e', namespace: 'a_b' }, involvedObject: { namespace: 'a_b' } })).toEqual([
      expect.stringMatching(/^namespace: Invalid value: "a_b": a lowercase RFC 1123 subdomain/),
    ]);
  });

  it('is held to more where it has an eventTime', () => {
    expect(validate({ eventTime: TIME, metadata: { name: 'e', namespace: 'other' } })).toEqual([
      'involvedObject.namespace: Invalid value: "": does not match event.namespace',
      'reportingComponent: Required value',
      'reportingComponent: Invalid value: "": name part must be non-empty',
      expect.stringMatching(/^reportingComponent: Invalid value: "": name part must consist of/),
      'reportingInstance: Required value',
      'action: Required value',
      'reason: Required value',
    ]);
    const long = { reportingInstance: 'x'.repeat(129), action: 'x'.repeat(129), reason: 'x'.repeat(129) };
    expect(validate({ eventTime: TIME, reportingComponent: 'c', ...long, message: 'ä'.repeat(513) })).toEqual([
      'reportingInstance: Invalid value: "": can have at most 128 characters',
      'action: Invalid value: "": can have at most 128 characters',
      'reason: Invalid value: "": can have at most 128 characters',
      'message: Invalid value: "": can have at most 1024 characters',
    ]);
  });

  it('may change in anything', () => {
    expect(events.strategy.validateUpdate(event({ reason: 'B' }), event({ reason: 'A' }))).toEqual([]);
  });
});

describe('an event of group events.k8s.io', () => {
  const { strategy } = eventsV1;
  const validate = (members: object) => errorTexts(strategy.validate(eventV1(members)));

  it('says when, and leaves what only older clients say', () => {
    expect(validate({})).toEqual([]);
    expect(
      validate({
        eventTime: null,
        type: 'Sofa',
        deprecatedFirstTimestamp: TIME,
        deprecatedLastTimestamp: TIME,
        deprecatedCount: 1,
        deprecatedSource: { host: 'n' },
        series: { count: 1 },
      }),
    ).toEqual([
      'series.count: Invalid value: "": should be at least 2',
      'series.lastObservedTime: Required value',
      'eventTime: Required value',
      'type: Invalid value: "": has invalid value: Sofa',
      'firstTimestamp: Invalid value: "": needs to be unset',
      'lastTimestamp: Invalid value: "": needs to be unset',
      'count: Invalid value: "": needs to be unset',
      'source: Invalid value: "": needs to be unset',
    ]);
  });

  it('changes its series only', () => {
    const series = { count: 2, lastObservedTime: TIME };
    expect(strategy.validateUpdate(eventV1({ series }), eventV1())).toEqual([]);
    expect(errorTexts(strategy.validateUpdate(eventV1({ series: { ...series, count: 1 } }), eventV1()))).toEqual([
      'series.count: Invalid value: "": should be at least 2',
    ]);
    const next = eventV1({ reason: 'Stopped', reportingController: 'example.com/b', note: '' });
    expect(errorTexts(strategy.validateUpdate(next, eventV1()))).toEqual([
      'reason: Invalid value: "Stopped": field is immutable',
      'message: Invalid value: "": field is immutable',
      'reason: Invalid value: "Stopped": field is immutable',
      'reportingController: Invalid value: "example.com/b": field is immutable',
    ]);
  });

  it('is shown what it may not change by the names of kube-apiserver', () => {
    const about = {
      Kind: 'Pod',
      Namespace: 'default',
      Name: 'q',
      UID: '',
      APIVersion: '',
      ResourceVersion: '',
      FieldPath: '',
    };
    const next = eventV1({
      regarding: { kind: 'Pod', namespace: 'default', name: 'q' },
      deprecatedSource: { host: 'n' },
    });
    const old = eventV1({ regarding: { kind: 'Pod', namespace: 'default', name: 'p' }, related: { name: 'r' } });
    expect(errorTexts(strategy.validateUpdate(next, old))).toEqual([
      `involvedObject: Invalid value: ${JSON.stringify(about)}: field is immutable`,
      'source: Invalid value: {"Component":"","Host":"n"}: field is immutable',
      'related: Invalid value: null: field is immutable',
    ]);
  });

  it('calls who reports it by the name that its own group has', () => {
    expect(validate({ reportingController: '' })).toContain('reportingController: Required value');
  });
});

describe('one store of events', () => {
  it('is named in errors by the group that is asked, but for what is invalid, which is so in the core group', async () => {
    const v1 = resourceOf(eventsV1);
    expect(await statusOf(getObject(v1, 'none', IN_DEFAULT))).toMatchObject({
      message: 'events.events.k8s.io "none" not found',
      details: { name: 'none', group: 'events.k8s.io', kind: 'events' },
    });
    expect(await statusOf(getObject(resourceOf(events), 'none', IN_DEFAULT))).toMatchObject({
      message: 'events "none" not found',
      details: { name: 'none', kind: 'events' },
    });
    const wrong = createObject(v1, eventV1({ type: '' }), IN_DEFAULT, { dryRun: false });
    expect((await statusOf(wrong)).message).toMatch(/^Event "e" is invalid: type: /);
  });

  it('is shown in both groups, each with its own names and order', async () => {
    const core = resourceOf(events);
    const v1 = resourceOf(eventsV1, { store: core.store });
    const old = event({
      metadata: { name: 'old', labels: { a: 'b' } },
      involvedObject: POD,
      message: 'text',
      source: { component: 'kubelet' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      count: 3,
      series: { lastObservedTime: TIME },
    });
    await createObject(core, old, IN_DEFAULT, { dryRun: false });
    expect(Object.entries(answered(v1, await getObject(v1, 'old', IN_DEFAULT)))).toEqual([
      ['kind', 'Event'],
      ['apiVersion', 'events.k8s.io/v1'],
      ['metadata', expect.objectContaining({ name: 'old', labels: { a: 'b' } })],
      ['eventTime', null],
      ['series', { count: 0, lastObservedTime: TIME }],
      ['regarding', POD],
      ['note', 'text'],
      ['deprecatedSource', { component: 'kubelet' }],
      ['deprecatedFirstTimestamp', '2026-01-01T00:00:00Z'],
      ['deprecatedLastTimestamp', null],
      ['deprecatedCount', 3],
    ]);
    await createObject(v1, eventV1({ metadata: { name: 'new' } }), IN_DEFAULT, { dryRun: false });
    expect(Object.entries(answered(core, await getObject(core, 'new', IN_DEFAULT)))).toEqual([
      ['kind', 'Event'],
      ['apiVersion', 'v1'],
      ['metadata', expect.objectContaining({ name: 'new' })],
      ['involvedObject', POD],
      ['reason', 'Started'],
      ['message', 'n'],
      ['source', {}],
      ['firstTimestamp', null],
      ['lastTimestamp', null],
      ['type', 'Normal'],
      ['eventTime', TIME],
      ['action', 'Run'],
      ['reportingComponent', 'example.com/ctl'],
      ['reportingInstance', 'i'],
    ]);
  });

  it('is selected from by the names of each group', async () => {
    const core = resourceOf(events);
    const v1 = resourceOf(eventsV1, { store: core.store });
    await createObject(v1, eventV1({ metadata: { name: 'new' } }), IN_DEFAULT, { dryRun: false });
    const old = event({ metadata: { name: 'old' }, source: { component: 'kubelet' }, type: 'Warning' });
    await createObject(core, old, IN_DEFAULT, { dryRun: false });
    const { entries } = await listObjects(core, IN_DEFAULT, { exactly: undefined });
    const names = <T extends ApiObject>(definition: ResourceDefinition<T>, field: string, value: string): string[] => {
      const selects = matcher(definition, { labels: [], fields: [{ field, equal: true, value }] });
      return entries.filter(selects).map(({ key }) => key.slice(key.lastIndexOf('/') + 1));
    };
    expect(names(events, 'involvedObject.name', 'p')).toEqual(['new']);
    expect(names(events, 'source', 'kubelet')).toEqual(['old']);
    expect(names(events, 'source', 'example.com/ctl')).toEqual(['new']);
    expect(names(events, 'reportingComponent', '')).toEqual(['old']);
    expect(names(events, 'type', 'Warning')).toEqual(['old']);
    expect(names(events, 'reason', 'Started')).toEqual(['new']);
    expect(names(eventsV1, 'regarding.kind', 'Pod')).toEqual(['new']);
    expect(names(eventsV1, 'reportingController', 'example.com/ctl')).toEqual(['new']);
    expect(names(eventsV1, 'metadata.namespace', 'default')).toEqual(['new', 'old']);
  });
});

describe('a row of events', () => {
  const NOW = Date.UTC(2026, 0, 1, 1);
  const cells = (members: object) => events.table.row(event(members), NOW).cells;

  it('tells of an older client’s event', () => {
    const members = {
      involvedObject: { ...POD, fieldPath: 'spec.containers{c}' },
      type: 'Normal',
      reason: 'Started',
      message: ' text\n',
      source: { component: 'kubelet', host: 'n1' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:59:00Z',
      count: 5,
    };
    expect(cells(members)).toEqual([
      '60s',
      'Normal',
      'Started',
      'pod/p',
      'spec.containers{c}',
      'kubelet, n1',
      'text',
      '60m',
      5,
      'e',
    ]);
    expect(cells({})).toEqual(['<unknown>', '', '', '', '', '', '', '<unknown>', 1, 'e']);
  });

  it('tells of a newer client’s event, in either group', () => {
    const row = ['60m', 'Normal', 'Started', 'pod/p', '', 'example.com/ctl, i', 'n', '60m', 1, 'e'];
    expect(eventsV1.table.row(eventV1(), NOW).cells).toEqual(row);
    const series = { count: 7, lastObservedTime: '2026-01-01T00:59:30.000000Z' };
    expect(eventsV1.table.row(eventV1({ series }), NOW).cells).toEqual(['30s', ...row.slice(1, 8), 7, 'e']);
  });
});
