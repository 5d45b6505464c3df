import { describe, expect, test } from 'vitest';
import { Lease } from '../../../schemas/coordination/v1/lease.ts';
import { Event } from '../../../schemas/events/v1/event.ts';
import { decodeObject } from '../../../src/apimachinery/decode/decode-object.ts';
import { decodePod, podText, refusalOf, warningsOf } from '../../support/decode-pod.ts';

const NAMING_STRUCT =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

describe('the kind of a document', () => {
  test.each(['{}', 'null', '{"kind":null,"apiVersion":""}', '{"kind":"Pod"}', '{"apiVersion":"v1"}'])(
    '%s is taken for a pod',
    (text) => {
      expect(decodePod(text)).toMatchObject({ metadata: {}, spec: {}, status: {} });
    },
  );

  test.each([
    ['v1', 'Node', 'converting (v1.Node) to (core.Pod): unknown conversion'],
    ['v1', 'PodList', 'converting (v1.PodList) to (core.Pod): unknown conversion'],
    ['apps/v1', 'Deployment', 'converting (v1.Deployment) to (core.Pod): unknown conversion'],
    ['apps/v1beta2', 'Scale', 'converting (v1beta2.Scale) to (core.Pod): unknown conversion'],
    ['apps/v1beta2', 'DeleteOptions', 'converting (v1.DeleteOptions) to (core.Pod): unknown conversion'],
    ['example.com/v3', 'Status', 'converting (v1.Status) to (core.Pod): unknown conversion'],
    ['v1', 'pod', 'no kind "pod" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"'],
    ['v2', 'Pod', 'no kind "Pod" is registered for version "v2" in scheme "pkg/runtime/scheme.go:111"'],
    ['apps/v1', 'Pod', 'no kind "Pod" is registered for version "apps/v1" in scheme "pkg/runtime/scheme.go:111"'],
    [
      'constructor',
      'Pod',
      'no kind "Pod" is registered for version "constructor" in scheme "pkg/runtime/scheme.go:111"',
    ],
    ['apps/', 'Pod', `Object 'apiVersion' is missing in '{"apiVersion":"apps/","kind":"Pod"}'`],
  ])('of another sort is refused: %s %s', (apiVersion, kind, why) => {
    const version = apiVersion.split('/').at(-1);
    expect(refusalOf(JSON.stringify({ apiVersion, kind }))).toBe(
      `${kind} in version "${version}" cannot be handled as a Pod: ${why}`,
    );
  });

  test('of another group is named without its group', () => {
    const lease = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' };
    const decode = (text: string) => () => decodeObject(Lease, lease, text, { fieldValidation: 'Strict' });
    expect(decode('{"apiVersion":"v1","kind":"Node"}')).toThrow(
      'Node in version "v1" cannot be handled as a Lease: converting (v1.Node) to (coordination.Lease): unknown conversion',
    );
    expect(decode('{"spec":{"zz":1}}')).toThrow(
      'Lease in version "v1" cannot be handled as a Lease: strict decoding error: unknown field "spec.zz"',
    );
    expect(decode('{"apiVersion":"coordination.k8s.io/v1beta1"}')).toThrow(
      'the API version in the data (coordination.k8s.io/v1beta1) does not match the expected API version (coordination.k8s.io/v1)',
    );
  });

  test('in another version of its group is read before it is refused', () => {
    const event = { group: 'events.k8s.io', version: 'v1', kind: 'Event' };
    const lease = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' };
    expect(() =>
      decodeObject(Lease, lease, '{"apiVersion":"coordination.k8s.io/v1beta1","spec":5}', { fieldValidation: 'Warn' }),
    ).toThrow('Lease in version "v1beta1" cannot be handled as a Lease: json: cannot unmarshal number');
    expect(() => decodeObject(Event, event, '{"apiVersion":"v1","kind":"Event"}', { fieldValidation: 'Warn' })).toThrow(
      'the API version in the data (v1) does not match the expected API version (events.k8s.io/v1)',
    );
  });

  test('cannot be told from an apiVersion of three parts', () => {
    expect(refusalOf('{"apiVersion":"a/b/c"}')).toBe(
      'the object provided is unrecognized (must be of type Pod): unexpected GroupVersion string: a/b/c ({"apiVersion":"a/b/c"})',
    );
  });

  test.each([
    ['[]', 'array', '5b5d'],
    ['"x"', 'string', '227822'],
    ['7', 'number', '37'],
    ['true', 'bool', '74727565'],
  ])('cannot be told from %s', (text, type, summary) => {
    expect(refusalOf(text)).toBe(
      `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type ${NAMING_STRUCT} (${summary})`,
    );
  });

  test.each(['kind', 'apiVersion'])('is no text where %s is a number', (field) => {
    expect(refusalOf(`{"${field}":7}`)).toContain(
      `cannot unmarshal number into Go struct field .${field} of type string`,
    );
  });
});

describe('a document that is no JSON is refused with its beginning', () => {
  test.each([
    ['', 'unexpected end of JSON input (<empty>)'],
    ['{"kind":"Pod",', 'unexpected end of JSON input ({"kind":"Pod",)'],
    [`{"kind":"${'x'.repeat(50)}`, `unexpected end of JSON input ({"kind":"${'x'.repeat(21)} ...)`],
    ['phase: Running', "invalid character 'p' looking for beginning of value (70686173653a2052756e6e696e67)"],
  ])('%j', (text, message) => {
    expect(refusalOf(text)).toBe(
      `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: ${message}`,
    );
  });
});

describe('what is absent', () => {
  const zeros = podText(decodePod('{}'));

  test('leaves out what the API leaves out, and has the zero value of what is always there', () => {
    expect(zeros).toBe('{"metadata":{},"spec":{"containers":[]},"status":{}}');
    expect(podText(decodePod('{"status":{"conditions":[{}]}}'))).toContain(
      '"conditions":[{"type":"","status":"","lastProbeTime":null,"lastTransitionTime":null}]',
    );
  });

  test('is the same as null and, where presence says nothing, as empty', () => {
    for (const text of [
      '{"metadata":null,"spec":null,"status":null}',
      '{"metadata":{"labels":null,"name":null},"status":{"conditions":null,"startTime":null,"phase":null}}',
      '{"metadata":{"labels":{},"name":"","finalizers":[]},"status":{"conditions":[],"phase":""}}',
      '{"spec":{"hostNetwork":false,"nodeSelector":{}},"metadata":{"generation":0}}',
    ]) {
      expect(podText(decodePod(text)), text).toBe(zeros);
    }
  });

  test('differs from empty where the API tells them apart', () => {
    expect(
      decodePod('{"status":{"containerStatuses":[{"started":false}]}}').status.containerStatuses?.[0],
    ).toMatchObject({ started: false });
    expect(podText(decodePod('{"spec":{"securityContext":{},"terminationGracePeriodSeconds":0}}'))).toBe(
      '{"metadata":{},"spec":{"containers":[],"terminationGracePeriodSeconds":0,"securityContext":{}},"status":{}}',
    );
  });

  test('as an entry of a list or a map is the zero value of its type', () => {
    const pod = decodePod('{"metadata":{"finalizers":[null,"a"],"labels":{"a":null}},"status":{"conditions":[null]}}');
    expect(pod.metadata.finalizers).toEqual(['', 'a']);
    expect(pod.metadata.labels).toEqual({ a: '' });
    expect(pod.status.conditions).toMatchObject([{ type: '', status: '', lastProbeTime: null }]);
  });
});

describe('integers', () => {
  const generation = (text: string): unknown => decodePod(`{"metadata":{"generation":${text}}}`).metadata.generation;

  test('of 64 bits are exact over their whole range', () => {
    expect(generation('9007199254740991')).toBe(9007199254740991);
    expect(generation('9007199254740993')).toBe(9007199254740993n);
    expect(generation('9223372036854775807')).toBe(9223372036854775807n);
    expect(generation('-9223372036854775808')).toBe(-9223372036854775808n);
    expect(podText(decodePod('{"metadata":{"generation" : 9007199254740993}}'))).toContain('9007199254740993');
    expect(decodePod('{"spec":{"securityContext":{"supplementalGroups":[null,9007199254740993]}}}').spec).toMatchObject(
      {
        securityContext: { supplementalGroups: [0, 9007199254740993n] },
      },
    );
  });

  test.each(['9223372036854775808', '-9223372036854775809', '1.0', '1e3', '0.5', '12345678901234567890'])(
    '%s is none of 64 bits',
    (text) => {
      for (const colon of [':', ' : ', '\n:\n']) {
        expect(refusalOf(`{"metadata":{"generation"${colon}${text}}}`)).toBe(
          `Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number ${text} into Go struct field ObjectMeta.metadata.generation of type int64`,
        );
      }
    },
  );

  test.each(['2147483648', '-2147483649', '1.0', '1e3', '9007199254740993'])('%s is none of 32 bits', (text) => {
    expect(refusalOf(`{"spec":{"priority":${text}}}`)).toContain(
      `cannot unmarshal number ${text} into Go struct field PodSpec.spec.priority of type int32`,
    );
  });
});

describe('a time that may be absent', () => {
  test.each(['0001-01-01T00:00:00Z', '0001-01-01T01:00:00+01:00', '0001-01-01T00:00:00.5Z'])(
    'is null where it is the zero time, which is another thing than none: %s',
    (startTime) => {
      expect(podText(decodePod(JSON.stringify({ status: { startTime } })))).toContain('"status":{"startTime":null}');
    },
  );

  test('is absent where null was sent', () => {
    expect(decodePod('{"status":{"startTime":null}}').status.startTime).toBeUndefined();
  });

  test.each(['10000-01-01T00:00:00Z', '-0001-12-31T23:00:00Z'])(
    'cannot be written beyond four digits: %s',
    (startTime) => {
      expect(refusalOf(JSON.stringify({ status: { startTime } }))).toContain(
        `parsing time "${startTime}" as "2006-01-02T15:04:05Z07:00": cannot parse`,
      );
    },
  );
});

describe('a value of the wrong type is a 400 in the words of Go', () => {
  test.each([
    ['{"status":{"phase":7}}', 'number into Go struct field PodStatus.status.phase of type v1.PodPhase'],
    ['{"status":{"phase":1.5}}', 'number into Go struct field PodStatus.status.phase of type v1.PodPhase'],
    [
      '{"status":{"conditions":{}}}',
      'object into Go struct field PodStatus.status.conditions of type []v1.PodCondition',
    ],
    [
      '{"status":{"conditions":[7]}}',
      'number into Go struct field PodStatus.status.conditions of type v1.PodCondition',
    ],
    ['{"status":[]}', 'array into Go struct field Pod.status of type v1.PodStatus'],
    [
      '{"spec":{"containers":[{"resources":{"limits":[]}}]}}',
      'array into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
    ],
    [
      '{"spec":{"containers":[{"securityContext":{"capabilities":{"add":"x"}}}]}}',
      'string into Go struct field Capabilities.spec.containers.securityContext.capabilities.add of type []v1.Capability',
    ],
    [
      '{"spec":{"volumes":[{"secret":{"secretName":5}}]}}',
      'number into Go struct field SecretVolumeSource.spec.volumes.VolumeSource.secret.secretName of type string',
    ],
    [
      '{"spec":{"volumes":[{"configMap":{"name":5}}]}}',
      'number into Go struct field ConfigMapVolumeSource.spec.volumes.VolumeSource.configMap.LocalObjectReference.name of type string',
    ],
    [
      '{"spec":{"containers":[{"livenessProbe":{"httpGet":{"port":true}}}]}}',
      'bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32',
    ],
    [
      '{"spec":{"ephemeralContainers":[{"image":[]}]}}',
      'array into Go struct field EphemeralContainer.spec.ephemeralContainers.EphemeralContainerCommon.image of type string',
    ],
    ['{"metadata":"x"}', 'string into Go struct field Pod.metadata of type v1.ObjectMeta'],
    ['{"metadata":{"labels":{"a":1}}}', 'number into Go struct field ObjectMeta.metadata.labels of type string'],
    ['{"metadata":{"labels":[]}}', 'array into Go struct field ObjectMeta.metadata.labels of type map[string]string'],
    ['{"metadata":{"finalizers":[true]}}', 'bool into Go struct field ObjectMeta.metadata.finalizers of type string'],
    ['{"metadata":{"finalizers":"a"}}', 'string into Go struct field ObjectMeta.metadata.finalizers of type []string'],
    ['{"spec":{"hostNetwork":"true"}}', 'string into Go struct field PodSpec.spec.hostNetwork of type bool'],
    ['{"spec":{"hostNetwork":0}}', 'number into Go struct field PodSpec.spec.hostNetwork of type bool'],
    ['{"spec":{"priority":"1"}}', 'string into Go struct field PodSpec.spec.priority of type int32'],
    ['{"metadata":{"generation":{}}}', 'object into Go struct field ObjectMeta.metadata.generation of type int64'],
    [
      '{"status":{"containerStatuses":[{},{"state":{"running":7}}]}}',
      'number into Go struct field ContainerState.status.containerStatuses.state.running of type v1.ContainerStateRunning',
    ],
  ])('%s', (text, message) => {
    expect(refusalOf(text)).toBe(`Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal ${message}`);
  });

  test.each([
    [
      'a quantity',
      '{"metadata":{"name":5},"spec":{"overhead":{"cpu":"x"},"hostNetwork":0}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      'a time',
      '{"metadata":{"name":5,"creationTimestamp":"x"}}',
      'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
    ],
    [
      'a time that is no text',
      '{"metadata":{"name":5,"creationTimestamp":7}}',
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string',
    ],
    [
      'a number or a name',
      '{"metadata":5,"spec":{"containers":[{"livenessProbe":{"httpGet":{"port":true}}}]}}',
      'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32',
    ],
  ])('behind another wrong type outranks it where it is that of %s', (_, text, message) => {
    expect(refusalOf(text)).toBe(`Pod in version "v1" cannot be handled as a Pod: ${message}`);
  });

  test('is the first of several otherwise', () => {
    expect(refusalOf('{"metadata":{"name":5},"spec":{"containers":{"cpu":"x"},"hostNetwork":0}}')).toBe(
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string',
    );
  });

  test.each([
    [
      '{"status":{"startTime":"bogus"}}',
      'parsing time "bogus" as "2006-01-02T15:04:05Z07:00": cannot parse "bogus" as "2006"',
    ],
    ['{"status":{"startTime":"2020-02-30T00:00:00Z"}}', 'parsing time "2020-02-30T00:00:00Z": day out of range'],
    [
      '{"status":{"startTime":7}}',
      'json: cannot unmarshal number into Go struct field PodStatus.status.startTime of type string',
    ],
    [
      '{"spec":{"overhead":{"cpu":true}}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      '{"spec":{"overhead":{"cpu":"a lot"}}}',
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('%s', (text, message) => {
    expect(refusalOf(text)).toBe(`Pod in version "v1" cannot be handled as a Pod: ${message}`);
  });

  test('and the first of several is named, whatever else is unknown', () => {
    expect(refusalOf('{"zz":1,"status":{"reason":1,"phase":2},"metadata":{"name":3}}')).toContain(
      'PodStatus.status.reason',
    );
  });
});

describe('names of JavaScript', () => {
  test('are unknown fields of an object', () => {
    const text = '{"__proto__":{"kind":"Node"},"metadata":{"constructor":1,"__proto__":null,"toString":2,"name":"p"}}';
    expect(warningsOf(text)).toEqual([
      'unknown field "__proto__"',
      'unknown field "metadata.constructor"',
      'unknown field "metadata.__proto__"',
      'unknown field "metadata.toString"',
    ]);
    expect(podText(decodePod(text))).toBe('{"metadata":{"name":"p"},"spec":{"containers":[]},"status":{}}');
  });

  test('are keys like any other in a map', () => {
    const { labels } = decodePod(
      '{"metadata":{"labels":{"__proto__":"x","constructor":"y","hasOwnProperty":null}}}',
    ).metadata;
    expect(Object.entries(labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['hasOwnProperty', ''],
    ]);
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
  });
});

test('writes map keys in order of their code points', () => {
  const text = '{"metadata":{"annotations":{"\u{1f600}":"4","\uffff":"3","b":"2","B":"1"}}}';
  expect(Object.values(decodePod(text).metadata.annotations ?? {})).toEqual(['1', '2', '3', '4']);
});
