/**
 * The names of Go's string types, by the struct and field that have them (k8s.io/api/core/v1 and k8s.io/apimachinery), as far
 * as they are not `string`: a strategic merge patch with a number in such a field is refused by that name.
 */
const GO_STRING_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AppArmorProfile: { type: 'v1.AppArmorProfileType' },
  AzureDiskVolumeSource: { cachingMode: 'v1.AzureDataDiskCachingMode', kind: 'v1.AzureDataDiskKind' },
  Container: {
    imagePullPolicy: 'v1.PullPolicy',
    restartPolicy: 'v1.ContainerRestartPolicy',
    terminationMessagePolicy: 'v1.TerminationMessagePolicy',
  },
  ContainerPort: { protocol: 'v1.Protocol' },
  ContainerResizePolicy: { resourceName: 'v1.ResourceName', restartPolicy: 'v1.ResourceResizeRestartPolicy' },
  ContainerRestartRule: { action: 'v1.ContainerRestartRuleAction' },
  ContainerRestartRuleOnExitCodes: { operator: 'v1.ContainerRestartRuleOnExitCodesOperator' },
  ContainerStatus: { stopSignal: 'v1.Signal' },
  EmptyDirVolumeSource: { medium: 'v1.StorageMedium' },
  EphemeralContainer: {
    imagePullPolicy: 'v1.PullPolicy',
    restartPolicy: 'v1.ContainerRestartPolicy',
    terminationMessagePolicy: 'v1.TerminationMessagePolicy',
  },
  HTTPGetAction: { scheme: 'v1.URIScheme' },
  HostPathVolumeSource: { type: 'v1.HostPathType' },
  ImageVolumeSource: { pullPolicy: 'v1.PullPolicy' },
  LabelSelectorRequirement: { operator: 'v1.LabelSelectorOperator' },
  Lifecycle: { stopSignal: 'v1.Signal' },
  ManagedFieldsEntry: { operation: 'v1.ManagedFieldsOperationType' },
  NamespaceCondition: { type: 'v1.NamespaceConditionType', status: 'v1.ConditionStatus' },
  NamespaceSpec: { finalizers: 'v1.FinalizerName' },
  NamespaceStatus: { phase: 'v1.NamespacePhase' },
  NodeSelectorRequirement: { operator: 'v1.NodeSelectorOperator' },
  ObjectMeta: { uid: 'types.UID' },
  ObjectReference: { uid: 'types.UID' },
  OwnerReference: { uid: 'types.UID' },
  PersistentVolumeClaimSpec: { accessModes: 'v1.PersistentVolumeAccessMode', volumeMode: 'v1.PersistentVolumeMode' },
  PodCondition: { type: 'v1.PodConditionType', status: 'v1.ConditionStatus' },
  PodOS: { name: 'v1.OSName' },
  PodReadinessGate: { conditionType: 'v1.PodConditionType' },
  PodSecurityContext: {
    fsGroupChangePolicy: 'v1.PodFSGroupChangePolicy',
    seLinuxChangePolicy: 'v1.PodSELinuxChangePolicy',
    supplementalGroupsPolicy: 'v1.SupplementalGroupsPolicy',
  },
  PodSpec: {
    dnsPolicy: 'v1.DNSPolicy',
    preemptionPolicy: 'v1.PreemptionPolicy',
    restartPolicy: 'v1.RestartPolicy',
  },
  PodStatus: { phase: 'v1.PodPhase', qosClass: 'v1.PodQOSClass', resize: 'v1.PodResizeStatus' },
  ResourceHealth: { health: 'v1.ResourceHealthStatus', resourceID: 'v1.ResourceID' },
  ResourceStatus: { name: 'v1.ResourceName' },
  SeccompProfile: { type: 'v1.SeccompProfileType' },
  SecurityContext: { procMount: 'v1.ProcMountType' },
  Capabilities: { add: 'v1.Capability', drop: 'v1.Capability' },
  Toleration: { effect: 'v1.TaintEffect', operator: 'v1.TolerationOperator' },
  TopologySpreadConstraint: {
    nodeAffinityPolicy: 'v1.NodeInclusionPolicy',
    nodeTaintsPolicy: 'v1.NodeInclusionPolicy',
    whenUnsatisfiable: 'v1.UnsatisfiableConstraintAction',
  },
  VolumeMount: { mountPropagation: 'v1.MountPropagationMode', recursiveReadOnly: 'v1.RecursiveReadOnlyMode' },
  VolumeMountStatus: { recursiveReadOnly: 'v1.RecursiveReadOnlyMode' },
};

/** The name of the string type that a field of a struct, or each entry of its list, has in Go. */
export function goStringType(struct: string, field: string): string {
  return GO_STRING_TYPES[struct]?.[field] ?? 'string';
}
