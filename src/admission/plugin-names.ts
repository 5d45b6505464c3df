/** kube-apiserver's admission plugins, in the order in which they stand, whatever the order in which flags name them (1.36). */
export const ORDERED_PLUGINS = [
  'AlwaysAdmit',
  'NamespaceAutoProvision',
  'NamespaceLifecycle',
  'NamespaceExists',
  'LimitPodHardAntiAffinityTopology',
  'LimitRanger',
  'ServiceAccount',
  'NodeRestriction',
  'TaintNodesByCondition',
  'AlwaysPullImages',
  'ImagePolicyWebhook',
  'PodSecurity',
  'PodNodeSelector',
  'Priority',
  'DefaultTolerationSeconds',
  'PodTolerationRestriction',
  'EventRateLimit',
  'ExtendedResourceToleration',
  'DefaultStorageClass',
  'StorageObjectInUseProtection',
  'PodGroupProtection',
  'OwnerReferencesPermissionEnforcement',
  'PersistentVolumeClaimResize',
  'RuntimeClass',
  'CertificateApproval',
  'CertificateSigning',
  'ClusterTrustBundleAttest',
  'CertificateSubjectRestriction',
  'DefaultIngressClass',
  'DenyServiceExternalIPs',
  'PodTopologyLabels',
  'PodGroupWorkloadExists',
  'NodeDeclaredFeatureValidator',
  'JobValidation',
  'PodResizeValidator',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionWebhook',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionWebhook',
  'ResourceQuota',
  'AlwaysDeny',
] as const;

/** The plugins that are there, in that order. */
export const SERVED_PLUGINS = [
  'NamespaceLifecycle',
  'NodeRestriction',
  'PodTopologyLabels',
] as const satisfies readonly (typeof ORDERED_PLUGINS)[number][];
/** A plugin that is there. */
export type ServedPlugin = (typeof SERVED_PLUGINS)[number];

/** Those that stand in the chain unless they are disabled. */
export const DEFAULT_PLUGINS: readonly ServedPlugin[] = ['NamespaceLifecycle', 'PodTopologyLabels'];
