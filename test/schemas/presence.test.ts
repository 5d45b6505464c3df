import { describe, expect, it } from 'vitest';
import { EMBEDDED, EXPLICIT_PRESENCE, OMIT_ZERO } from '../../schemas/schema.ts';
import facts from './data/presence.json' with { type: 'json' };
import { exportedName, namedSchemas, propertiesOf } from './named-schemas.ts';

// Go writes null there; a TokenRequest is refused, and never answered.
const NEVER_ANSWERED = /^TokenRequestSpec\./;

// The facts are those of the struct tags and pointers in k8s.io/api and k8s.io/apimachinery v0.36.3.
describe('what is written of a property that is absent or zero', () => {
  it('a scalar is written although it is zero exactly where Kubernetes holds it by pointer', () => {
    expect(annotatedWith(EXPLICIT_PRESENCE)).toEqual(new Set(facts.explicit));
  });

  it('an optional property is written although it is absent exactly where Kubernetes holds it by value', () => {
    expect(annotatedWith(EMBEDDED)).toEqual(new Set(facts.embedded.filter((name) => !NEVER_ANSWERED.test(name))));
  });

  it('a time held by value is left out where Kubernetes omits the zero time', () => {
    expect(annotatedWith(OMIT_ZERO)).toEqual(new Set(facts.omitZero));
  });

  it('an instant is documented as nullable exactly where it is held by value', () => {
    const nullable = properties().filter(([, schema]) => schema.nullable && schema.format === 'date-time');
    expect(nullable.map(([name]) => name).sort()).toEqual([
      'Condition.lastTransitionTime',
      'ContainerStateRunning.startedAt',
      'ContainerStateTerminated.finishedAt',
      'ContainerStateTerminated.startedAt',
      'Event.eventTime',
      'Event.firstTimestamp',
      'Event.lastTimestamp',
      'EventSeries.lastObservedTime',
      'EventsV1Event.deprecatedFirstTimestamp',
      'EventsV1Event.deprecatedLastTimestamp',
      'EventsV1Event.eventTime',
      'EventsV1EventSeries.lastObservedTime',
      'NamespaceCondition.lastTransitionTime',
      'NodeCondition.lastHeartbeatTime',
      'NodeCondition.lastTransitionTime',
      'ObjectMeta.creationTimestamp',
      'PodCondition.lastProbeTime',
      'PodCondition.lastTransitionTime',
      'TokenRequestStatus.expirationTimestamp',
    ]);
  });
});

function annotatedWith(annotation: string): ReadonlySet<string> {
  return new Set(
    properties()
      .filter(([, schema]) => schema[annotation] === true)
      .map(([name]) => name),
  );
}

function properties() {
  return [...namedSchemas].flatMap(([id, schema]) =>
    propertiesOf(schema).map(([name, property]) => [`${exportedName(id)}.${name}`, property] as const),
  );
}
