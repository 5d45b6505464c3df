import type { GroupVersionKind } from '../group-version-kind.ts';
import { apiVersionOf } from '../group-version-kind.ts';

/**
 * The kinds that kube-apiserver v1.36 knows how to read, by their version, whether it serves them or not; with a star those that have
 * a list of their own. What a document that names another kind than the one expected is told depends on whether it is one of these.
 */
const KINDS: Readonly<Record<string, string>> = {
  v1: [
    'Binding ComponentStatus* ConfigMap* Endpoints* Event* LimitRange* List Namespace* Node* NodeProxyOptions',
    'PersistentVolume* PersistentVolumeClaim* Pod* PodAttachOptions PodExecOptions PodLogOptions',
    'PodPortForwardOptions PodProxyOptions PodStatusResult PodTemplate* RangeAllocation ReplicationController*',
    'ResourceQuota* Secret* SerializedReference Service* ServiceAccount* ServiceProxyOptions',
  ].join(' '),
  'admission.k8s.io/v1': 'AdmissionReview',
  'admission.k8s.io/v1beta1': 'AdmissionReview',
  'admissionregistration.k8s.io/v1': [
    'MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding* MutatingWebhookConfiguration*',
    'ValidatingAdmissionPolicy* ValidatingAdmissionPolicyBinding* ValidatingWebhookConfiguration*',
  ].join(' '),
  'admissionregistration.k8s.io/v1alpha1': [
    'MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding* ValidatingAdmissionPolicy*',
    'ValidatingAdmissionPolicyBinding*',
  ].join(' '),
  'admissionregistration.k8s.io/v1beta1': [
    'MutatingAdmissionPolicy* MutatingAdmissionPolicyBinding* MutatingWebhookConfiguration*',
    'ValidatingAdmissionPolicy* ValidatingAdmissionPolicyBinding* ValidatingWebhookConfiguration*',
  ].join(' '),
  'apps/v1': 'ControllerRevision* DaemonSet* Deployment* ReplicaSet* StatefulSet*',
  'apps/v1beta1': 'ControllerRevision* Deployment* DeploymentRollback Scale StatefulSet*',
  'apps/v1beta2': 'ControllerRevision* DaemonSet* Deployment* ReplicaSet* Scale StatefulSet*',
  'authentication.k8s.io/v1': 'SelfSubjectReview TokenRequest TokenReview',
  'authentication.k8s.io/v1alpha1': 'SelfSubjectReview',
  'authentication.k8s.io/v1beta1': 'SelfSubjectReview TokenReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'authorization.k8s.io/v1beta1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler* Scale',
  'autoscaling/v2': 'HorizontalPodAutoscaler*',
  'batch/v1': 'CronJob* Job*',
  'batch/v1beta1': 'CronJob*',
  'certificates.k8s.io/v1': 'CertificateSigningRequest*',
  'certificates.k8s.io/v1alpha1': 'ClusterTrustBundle*',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest* ClusterTrustBundle* PodCertificateRequest*',
  'coordination.k8s.io/v1': 'Lease*',
  'coordination.k8s.io/v1alpha2': 'LeaseCandidate*',
  'coordination.k8s.io/v1beta1': 'Lease* LeaseCandidate*',
  'discovery.k8s.io/v1': 'EndpointSlice*',
  'discovery.k8s.io/v1beta1': 'EndpointSlice*',
  'events.k8s.io/v1': 'Event*',
  'events.k8s.io/v1beta1': 'Event*',
  'extensions/v1beta1': 'DaemonSet* Deployment* DeploymentRollback Ingress* NetworkPolicy* ReplicaSet* Scale',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema* PriorityLevelConfiguration*',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema* PriorityLevelConfiguration*',
  'flowcontrol.apiserver.k8s.io/v1beta2': 'FlowSchema* PriorityLevelConfiguration*',
  'flowcontrol.apiserver.k8s.io/v1beta3': 'FlowSchema* PriorityLevelConfiguration*',
  'imagepolicy.k8s.io/v1alpha1': 'ImageReview',
  'internal.apiserver.k8s.io/v1alpha1': 'StorageVersion*',
  'networking.k8s.io/v1': 'IPAddress* Ingress* IngressClass* NetworkPolicy* ServiceCIDR*',
  'networking.k8s.io/v1beta1': 'IPAddress* Ingress* IngressClass* ServiceCIDR*',
  'node.k8s.io/v1': 'RuntimeClass*',
  'node.k8s.io/v1alpha1': 'RuntimeClass*',
  'node.k8s.io/v1beta1': 'RuntimeClass*',
  'policy/v1': 'Eviction PodDisruptionBudget*',
  'policy/v1beta1': 'Eviction PodDisruptionBudget*',
  'rbac.authorization.k8s.io/v1': 'ClusterRole* ClusterRoleBinding* Role* RoleBinding*',
  'rbac.authorization.k8s.io/v1alpha1': 'ClusterRole* ClusterRoleBinding* Role* RoleBinding*',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole* ClusterRoleBinding* Role* RoleBinding*',
  'resource.k8s.io/v1': 'DeviceClass* ResourceClaim* ResourceClaimTemplate* ResourceSlice*',
  'resource.k8s.io/v1alpha3': 'DeviceTaintRule* ResourcePoolStatusRequest*',
  'resource.k8s.io/v1beta1': 'DeviceClass* ResourceClaim* ResourceClaimTemplate* ResourceSlice*',
  'resource.k8s.io/v1beta2': 'DeviceClass* DeviceTaintRule* ResourceClaim* ResourceClaimTemplate* ResourceSlice*',
  'scheduling.k8s.io/v1': 'PriorityClass*',
  'scheduling.k8s.io/v1alpha2': 'PodGroup* Workload*',
  'scheduling.k8s.io/v1beta1': 'PriorityClass*',
  'storage.k8s.io/v1': 'CSIDriver* CSINode* CSIStorageCapacity* StorageClass* VolumeAttachment* VolumeAttributesClass*',
  'storage.k8s.io/v1alpha1': 'CSIStorageCapacity* VolumeAttachment* VolumeAttributesClass*',
  'storage.k8s.io/v1beta1':
    'CSIDriver* CSINode* CSIStorageCapacity* StorageClass* VolumeAttachment* VolumeAttributesClass*',
  'storagemigration.k8s.io/v1beta1': 'StorageVersionMigration*',
};

/** The kinds that every version of every group has. */
const UNVERSIONED: ReadonlySet<string> = new Set([
  'APIGroup',
  'APIGroupList',
  'APIResourceList',
  'APIVersions',
  'Status',
]);

/** The kinds that every version of a group has that is known at all. */
const COMMON: ReadonlySet<string> = new Set([
  'CreateOptions',
  'DeleteOptions',
  'GetOptions',
  'ListOptions',
  'PatchOptions',
  'UpdateOptions',
  'WatchEvent',
]);

/** Whether kube-apiserver knows how to read documents of a kind. */
export function isRegistered(kind: GroupVersionKind): boolean {
  if (UNVERSIONED.has(kind.kind)) return true;
  const apiVersion = apiVersionOf(kind);
  if (!Object.hasOwn(KINDS, apiVersion)) return false;
  return COMMON.has(kind.kind) || kindsOf(apiVersion).has(kind.kind);
}

/** The version of a kind's Go type: that of the document, but for the kinds that many versions share. */
export function versionOfType({ version, kind }: GroupVersionKind): string {
  return UNVERSIONED.has(kind) || COMMON.has(kind) ? 'v1' : version;
}

const known = new Map<string, ReadonlySet<string>>();

function kindsOf(apiVersion: string): ReadonlySet<string> {
  const before = known.get(apiVersion);
  if (before !== undefined) return before;
  const names = (KINDS[apiVersion] ?? '').split(' ');
  const kinds = new Set(names.flatMap((name) => (name.endsWith('*') ? withList(name.slice(0, -1)) : [name])));
  known.set(apiVersion, kinds);
  return kinds;
}

function withList(kind: string): string[] {
  return [kind, `${kind}List`];
}
