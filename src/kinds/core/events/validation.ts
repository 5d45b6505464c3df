import type { Event } from '../../../../schemas/core/v1/event.ts';
import type { ObjectReference } from '../../../../schemas/core/v1/object-reference.ts';
import { type FieldError, invalid, requiredField } from '../../../apimachinery/field-error.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { isLongerThan } from '../../../apimachinery/validation/byte-length.ts';
import { isDNS1123Subdomain } from '../../../apimachinery/validation/dns-names.ts';
import { FIELD_IS_IMMUTABLE } from '../../../apimachinery/validation/messages.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { isQualifiedName } from '../../../apimachinery/validation/qualified-name.ts';

/** What instances, actions and reasons may take, in bytes. */
const WORD_LIMIT = 128;
const MESSAGE_LIMIT = 1024;

/** What is wrong with an event of the core group: those with an eventTime are held to more. */
export function validateEvent(event: Event): FieldError[] {
  return validateAnyEvent(event, 'reportingComponent');
}

/** Likewise whichever way it is written; `reporter` is what the API that is written through calls the field of who reports. */
function validateAnyEvent(event: Event, reporter: string): FieldError[] {
  const { namespace = '' } = event.metadata;
  return [
    ...(event.eventTime === null ? validateNamespaces(event) : validateNewEvent(event, reporter)),
    ...isDNS1123Subdomain(namespace).map((problem) => invalid('namespace', namespace, problem)),
  ];
}

const REPORTER = 'reportingController';

/** What is wrong with a new event of events.k8s.io/v1. */
export function validateEventV1(event: Event): FieldError[] {
  const { metadata, eventTime, type = '', firstTimestamp, lastTimestamp, count = 0, source } = event;
  const errors = [
    ...validateAnyEvent(event, REPORTER),
    ...validateObjectMeta(metadata, true, nameIsDNSSubdomain),
    ...validateSeries(event),
  ];
  if (eventTime === null) errors.push(requiredField('eventTime'));
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalid('type', '', `has invalid value: ${type}`));
  if (firstTimestamp !== null) errors.push(invalid('firstTimestamp', '', UNSET));
  if (lastTimestamp !== null) errors.push(invalid('lastTimestamp', '', UNSET));
  if (count !== 0) errors.push(invalid('count', '', UNSET));
  if ((source.component ?? '') !== '' || (source.host ?? '') !== '') errors.push(invalid('source', '', UNSET));
  return errors;
}

const UNSET = 'needs to be unset';

/** What is wrong with replacing the event `old` by `next` through events.k8s.io/v1: a series goes on, and nothing else changes. */
export function validateEventV1Update(next: Event, old: Event): FieldError[] {
  return [
    ...validateAnyEvent(next, REPORTER),
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(isSemanticallyEqual(next.series, old.series) ? [] : validateSeries(next)),
    ...IMMUTABLE.filter(({ field }) => !isSemanticallyEqual(next[field], old[field])).map(({ field, path = field }) =>
      invalid(path, shown(next, field), FIELD_IS_IMMUTABLE),
    ),
  ];
}

// In the order of kube-apiserver, which looks at the reason twice.
const IMMUTABLE: readonly { readonly field: keyof Event; readonly path?: string }[] = [
  { field: 'involvedObject' },
  { field: 'reason' },
  { field: 'message' },
  { field: 'source' },
  { field: 'firstTimestamp' },
  { field: 'lastTimestamp' },
  { field: 'count' },
  { field: 'reason' },
  { field: 'type' },
  { field: 'eventTime' },
  { field: 'action' },
  { field: 'related' },
  { field: 'reportingComponent', path: REPORTER },
  { field: 'reportingInstance' },
];

/** What the value of a field reads in a message: objects by the names of kube-apiserver's own types. */
function shown(event: Event, field: keyof Event): unknown {
  switch (field) {
    case 'involvedObject':
      return reference(event.involvedObject);
    case 'related':
      return event.related === undefined ? null : reference(event.related);
    case 'source':
      return { Component: event.source.component ?? '', Host: event.source.host ?? '' };
    default:
      return event[field] ?? EMPTY[field] ?? null;
  }
}

function reference(object: ObjectReference): Record<string, string> {
  return {
    Kind: object.kind ?? '',
    Namespace: object.namespace ?? '',
    Name: object.name ?? '',
    UID: object.uid ?? '',
    APIVersion: object.apiVersion ?? '',
    ResourceVersion: object.resourceVersion ?? '',
    FieldPath: object.fieldPath ?? '',
  };
}

const EMPTY: Readonly<Record<string, unknown>> = { reason: '', message: '', count: 0, type: '', action: '' };

const OTHER_NAMESPACE = 'does not match event.namespace';

/** An event lives with the object that it is about; one about an object outside namespaces lives in `default`. */
function validateNamespaces({ metadata: { namespace = '' }, involvedObject }: Event): FieldError[] {
  const about = involvedObject.namespace ?? '';
  const matches = about === '' ? namespace === '' || namespace === 'default' : namespace === about;
  return matches ? [] : [invalid('involvedObject.namespace', about, OTHER_NAMESPACE)];
}

function validateNewEvent(event: Event, reporter: string): FieldError[] {
  const { namespace } = event.metadata;
  const { involvedObject, reportingComponent, reportingInstance, action = '', reason = '', message = '' } = event;
  const errors: FieldError[] = [];
  if ((involvedObject.namespace ?? '') === '' && namespace !== 'default' && namespace !== 'kube-system') {
    errors.push(invalid('involvedObject.namespace', '', OTHER_NAMESPACE));
  }
  if (reportingComponent === '') errors.push(requiredField(reporter));
  for (const problem of isQualifiedName(reportingComponent)) {
    errors.push(invalid(reporter, reportingComponent, problem));
  }
  for (const [field, value] of Object.entries({ reportingInstance, action, reason })) {
    if (value === '') errors.push(requiredField(field));
    if (isLongerThan(value, WORD_LIMIT)) errors.push(invalid(field, '', atMost(WORD_LIMIT)));
  }
  if (isLongerThan(message, MESSAGE_LIMIT)) errors.push(invalid('message', '', atMost(MESSAGE_LIMIT)));
  return errors;
}

function validateSeries({ series }: Event): FieldError[] {
  if (series === undefined) return [];
  const errors: FieldError[] = [];
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', '', 'should be at least 2'));
  if (series.lastObservedTime === null) errors.push(requiredField('series.lastObservedTime'));
  return errors;
}

function atMost(limit: number): string {
  return `can have at most ${limit} characters`;
}
