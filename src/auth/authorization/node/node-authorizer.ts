import type { ResourceAttributes } from '../../../../schemas/authorization/v1/attributes.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { nodeNameOf } from '../../authentication/node-identity.ts';
import type { Authorizer, Decision } from '../authorizer.ts';
import { selectsField } from '../selected-field.ts';
import { type RelatedResource, relationKey } from './node-relations.ts';
import { everyNodeMay } from './node-rules.ts';

/** Knows which objects nodes have to do with. */
export interface NodeRelations {
  /**
   * Whether a pod that is bound to a node is, or names, the object of a key of {@link relationKey}, with every write that was
   * answered before the call. Rejects where that cannot be found out.
   */
  isRelated(node: string, key: string, signal: AbortSignal | undefined): Promise<boolean>;
}

/** A request of a node. Whatever it does not say is ''. */
interface NodeRequest {
  readonly node: string;
  readonly verb: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ResourceAttributes;
  readonly signal: AbortSignal | undefined;
}

type Rule = (request: NodeRequest, relations: NodeRelations) => Decision | Promise<Decision>;

const ALLOWED: Decision = { outcome: 'Allow', reason: '' };
const NO_OPINION: Decision = { outcome: 'NoOpinion', reason: '' };
const NODE_LEASES = 'kube-node-lease';

/**
 * Lets nodes do what kubelets have to: the authorization mode Node of kube-apiserver 1.36. A node reads what the pods name that are
 * bound to it, and no more; what it writes, the admission plugin NodeRestriction limits. It has no opinion about anybody else.
 */
export function nodeAuthorizer(relations: NodeRelations): Authorizer {
  return {
    authorize({ user, request: { resource: attributes } }, signal) {
      const node = nodeNameOf(user);
      if (node === undefined) return NO_OPINION;
      if (node === '') return noOpinion(`unknown node for user ${goQuote(user.username ?? '')}`);
      if (attributes === undefined) return NO_OPINION;
      const { verb = '', group = '', resource = '', subresource = '', namespace = '', name = '' } = attributes;
      const rule = RULES.get(`${group}/${resource}`);
      if (rule !== undefined) return rule({ node, verb, subresource, namespace, name, attributes, signal }, relations);
      return subresource === '' && everyNodeMay(verb, group, resource) ? ALLOWED : NO_OPINION;
    },
    rulesFor: (user) =>
      Promise.resolve({
        resourceRules: [],
        nonResourceRules: [],
        ...(nodeNameOf(user) === undefined
          ? { incomplete: false }
          : { incomplete: true, error: 'node authorizer does not support user rule resolution' }),
      }),
  };
}

// What is told apart by object, or by what else a request says.
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['/secrets', readOne('secrets')],
  ['/configmaps', readOne('configmaps')],
  ['/persistentvolumeclaims', volumeClaim],
  // Claims lead to volumes, and volumes to nodes, once there are such kinds.
  ['/persistentvolumes', getOne(undefined)],
  ['storage.k8s.io/volumeattachments', getOne(undefined)],
  ['resource.k8s.io/resourceclaims', getOne('resourceclaims')],
  ['resource.k8s.io/resourceslices', resourceSlice],
  ['/serviceaccounts', serviceAccount],
  ['coordination.k8s.io/leases', lease],
  ['storage.k8s.io/csinodes', csiNode],
  ['/nodes', node],
  ['/pods', pod],
  // Beta, and off by default.
  ['certificates.k8s.io/podcertificaterequests', () => NO_OPINION],
]);

function noOpinion(reason: string): Decision {
  return { outcome: 'NoOpinion', reason };
}

/** Whether the named object has to do with the node; `resource` is undefined where none of them has. */
async function related(
  resource: RelatedResource | undefined,
  { node, namespace, name, signal }: NodeRequest,
  relations: NodeRelations,
): Promise<Decision> {
  if (name === '') return noOpinion('No Object name found');
  const isRelated =
    resource !== undefined && (await relations.isRelated(node, relationKey(resource, namespace, name), signal));
  return isRelated ? ALLOWED : noOpinion(`no relationship found between node '${node}' and this object`);
}

function getOne(resource: RelatedResource | undefined): Rule {
  return (request, relations) => {
    if (request.verb !== 'get') return noOpinion('can only get individual resources of this type');
    if (request.subresource !== '') return noOpinion('cannot get subresource');
    return related(resource, request, relations);
  };
}

function readOne(resource: RelatedResource): Rule {
  return (request, relations) => {
    const { verb, subresource, namespace } = request;
    if (!isRead(verb)) return noOpinion('can only read resources of this type');
    if (subresource !== '') return noOpinion('cannot read subresource');
    if (namespace === '') return noOpinion('can only read namespaced object of this type');
    return related(resource, request, relations);
  };
}

function isRead(verb: string): boolean {
  return verb === 'get' || verb === 'list' || verb === 'watch';
}

function isUpdate(verb: string): boolean {
  return verb === 'update' || verb === 'patch';
}

const getVolumeClaim = getOne('persistentvolumeclaims');

function volumeClaim(request: NodeRequest, relations: NodeRelations): Decision | Promise<Decision> {
  if (request.subresource !== 'status') return getVolumeClaim(request, relations);
  if (!isUpdate(request.verb)) return noOpinion('can only get/update/patch this type');
  return related('persistentvolumeclaims', request, relations);
}

const readServiceAccount = readOne('serviceaccounts');

function serviceAccount(request: NodeRequest, relations: NodeRelations): Decision | Promise<Decision> {
  const { verb, subresource, name } = request;
  if (verb === 'get' && subresource === '') return readServiceAccount(request, relations);
  if (verb !== 'create' || name === '') return noOpinion('can only create tokens for individual service accounts');
  if (subresource !== 'token') return noOpinion('can only create token subresource of serviceaccount');
  return related('serviceaccounts', request, relations);
}

/** Whether a verb is one by which a node keeps an object that has its own name. */
function keepsItsOwn(verb: string): boolean {
  return verb === 'get' || verb === 'create' || isUpdate(verb) || verb === 'delete';
}

function lease({ node, verb, namespace, name }: NodeRequest): Decision {
  if (!keepsItsOwn(verb)) return noOpinion('can only get, create, update, patch, or delete a node lease');
  if (namespace !== NODE_LEASES) return noOpinion(`can only access leases in the "${NODE_LEASES}" system namespace`);
  // The name of a new one stands in the body, which admission reads.
  if (verb === 'create' || name === node) return ALLOWED;
  return noOpinion('can only access node lease with the same name as the requesting node');
}

function csiNode({ node, verb, subresource, name }: NodeRequest): Decision {
  if (!keepsItsOwn(verb)) return noOpinion('can only get, create, update, patch, or delete a CSINode');
  if (subresource !== '') return noOpinion('cannot authorize CSINode subresources');
  if (verb === 'create' || name === node) return ALLOWED;
  return noOpinion('can only access CSINode with the same name as the requesting node');
}

function resourceSlice(request: NodeRequest, relations: NodeRelations): Decision | Promise<Decision> {
  const { node, verb, subresource, attributes } = request;
  if (subresource !== '') return noOpinion('cannot authorize ResourceSlice subresources');
  switch (verb) {
    case 'create':
      return ALLOWED;
    case 'get':
    case 'update':
    case 'patch':
    case 'delete':
      return related(undefined, request, relations);
    case 'watch':
    case 'list':
    case 'deletecollection':
      if (selectsField(attributes, 'spec.nodeName', node)) return ALLOWED;
      return noOpinion('can only list/watch/deletecollection resourceslices with nodeName field selector');
    default:
      return noOpinion(
        'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      );
  }
}

function node({ node: itself, verb, subresource, name }: NodeRequest): Decision {
  if (subresource === 'status') return isUpdate(verb) ? ALLOWED : NO_OPINION;
  if (subresource !== '') return NO_OPINION;
  if (verb === 'create' || isUpdate(verb)) return ALLOWED;
  if (!isRead(verb)) return NO_OPINION;
  // By its name alone, so that a kubelet can look for its Node before there is one.
  if (name === itself) return ALLOWED;
  if (name === '') return noOpinion(`node '${itself}' cannot read all nodes, only its own Node object`);
  return noOpinion(`node '${itself}' cannot read '${name}', only its own Node object`);
}

function pod(request: NodeRequest, relations: NodeRelations): Decision | Promise<Decision> {
  const { node, verb, subresource, name, attributes } = request;
  if (subresource === 'status') return isUpdate(verb) ? ALLOWED : NO_OPINION;
  if (subresource === 'eviction') return verb === 'create' ? ALLOWED : NO_OPINION;
  if (subresource !== '') return NO_OPINION;
  if (verb === 'create' || verb === 'delete') return ALLOWED;
  if (verb === 'get') return related('pods', request, relations);
  if (verb !== 'list' && verb !== 'watch') return NO_OPINION;
  if (selectsField(attributes, 'spec.nodeName', node)) return ALLOWED;
  if (name !== '') return related('pods', request, relations);
  return noOpinion('can only list/watch pods with spec.nodeName field selector');
}
