import { Binding } from '../../../../schemas/core/v1/binding.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { Status } from '../../../../schemas/meta/v1/status.ts';
import { type FieldError, notSupportedText, requiredField } from '../../../apimachinery/field-error.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { badRequest, conflict, unansweredErrors } from '../../../apimachinery/status-error.ts';
import { timestamp } from '../../../apimachinery/timestamp.ts';
import {
  type ActionRequest,
  type ActionResource,
  type ActionResult,
  SUCCESS,
} from '../../../registry/definition/action.ts';
import type { ObjectClient } from '../../../registry/definition/object-client.ts';
import { keyInMessages } from '../../../registry/definition/resource-definition.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import type { ActionSubresource } from '../../../registry/definition/subresource.ts';
import { dropInitContainerAnnotations } from './init-container-annotations.ts';
import { withPodCondition } from './status/set-condition.ts';
import { podStrategy } from './strategy.ts';

const BINDING = { group: '', version: 'v1', kind: 'Binding' };
const PODS_BINDING = { group: '', resource: 'pods/binding' };
const TARGET = FieldPath.of('target');

/** The subresource pods/binding: assigns a pod to a node, once. */
export const podBinding: ActionSubresource<Pod> = {
  verbs: ['create'],
  kind: BINDING,
  schema: Binding,
  answerSchema: Status,
  // The route decodes bodies of the schema above.
  check: (body, request) => checkBinding(body as Binding, request),
  perform: (body, pods, request) => bind(body as Binding, pods, request),
};

/** The resource bindings, by which pods were bound before they had subresources. */
export const bindings: ActionResource = {
  kind: BINDING,
  resource: 'bindings',
  singularName: 'binding',
  shortNames: [],
  categories: [],
  verbs: ['create'],
  schema: Binding,
  answerSchema: Status,
  strategy: { namespaced: true },
  subresources: {},
  check(body, request) {
    if (request.name === '') throw badRequest('Name parameter required.');
    checkBinding(body as Binding, request);
  },
  perform: (body, request) => bind(body as Binding, request.peers.pods(request), request),
};

function checkBinding({ metadata, target }: Binding, { name }: ActionRequest): void {
  if (metadata.name !== name) throw badRequest('name in URL does not match name in Binding object');
  const errors = validateTarget(target);
  if (errors.length > 0) throw unansweredErrors(errors);
}

async function bind(
  { metadata, target }: Binding,
  pods: ObjectClient<Pod>,
  { name, namespace, dryRun, now }: ActionRequest,
): Promise<ActionResult> {
  const { uid, resourceVersion } = metadata;
  const key = keyInMessages(`/registry/pods/${namespace ?? ''}/${name}`, dryRun);
  await pods.update(name, {
    subresource: 'binding',
    strategy: bindingStrategy,
    uid,
    dryRun,
    change(old) {
      if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion) {
        throw conflict(PODS, name, otherVersion(key, resourceVersion, old.metadata.resourceVersion));
      }
      const refusal = refusalOf(old);
      if (refusal !== undefined) throw conflict(PODS_BINDING, name, refusal);
      return bound(old, { metadata, target }, timestamp(now()));
    },
  });
  return SUCCESS;
}

const PODS = { group: '', resource: 'pods' };

/** Pods are bound as they are: nothing is defaulted, counted or validated but what all kinds have in common. */
const bindingStrategy: UpdateStrategy<Pod> = {
  ...podStrategy,
  keptFields: [],
  prepareForUpdate() {},
  validateUpdate: () => [],
};

function validateTarget({ kind = '', name = '' }: Binding['target']): FieldError[] {
  const errors: FieldError[] = [];
  if (kind !== '' && kind !== 'Node') errors.push(notSupportedText(TARGET.child('kind'), kind, ['Node', '<empty>']));
  if (name === '') errors.push(requiredField(TARGET.child('name')));
  return errors;
}

/** Why a pod cannot be bound. */
function refusalOf({ metadata, spec }: Pod): string | undefined {
  const { name } = metadata;
  if (metadata.deletionTimestamp !== undefined) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if ((spec.nodeName ?? '') !== '') return `pod ${name} is already assigned to node "${spec.nodeName}"`;
  if (spec.schedulingGates !== undefined) return `pod ${name} has non-empty .spec.schedulingGates`;
  return undefined;
}

function otherVersion(key: string, wanted: string, stored = ''): string {
  const why = `Precondition failed: ResourceVersion in precondition: ${wanted}, ResourceVersion in object meta: ${stored}`;
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
}

/** The pod on its node, with the labels and annotations of the binding. That it was nominated for a node is history. */
function bound({ metadata, spec, status }: Pod, binding: Pick<Binding, 'metadata' | 'target'>, now: string): Pod {
  const next: Pod = {
    metadata: { ...metadata },
    spec: { ...spec },
    status: {
      ...status,
      conditions: withPodCondition(status.conditions, { type: 'PodScheduled', status: 'True' }, now),
    },
  };
  const { annotations, labels } = binding.metadata;
  if (annotations !== undefined) {
    next.metadata.annotations = { ...metadata.annotations, ...annotations };
    dropInitContainerAnnotations(next.metadata);
  }
  if (labels !== undefined) next.metadata.labels = { ...metadata.labels, ...labels };
  if (binding.target.name !== undefined) next.spec.nodeName = binding.target.name;
  delete next.status.nominatedNodeName;
  return next;
}
