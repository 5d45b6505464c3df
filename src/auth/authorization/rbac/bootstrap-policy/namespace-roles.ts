import type { RoleRules } from './policy-notation.ts';
import { rule } from './policy-notation.ts';

/** The roles of the system's namespaces. */
export const NAMESPACE_ROLES: Readonly<Record<string, RoleRules>> = {
  'kube-public': {
    'system:controller:bootstrap-signer': [
      rule('get list watch', 'core', 'configmaps'),
      rule('update', 'core', 'configmaps', 'cluster-info'),
      rule('create patch update', 'core events.k8s.io', 'events'),
    ],
  },
  'kube-system': {
    'extension-apiserver-authentication-reader': [
      rule('get list watch', 'core', 'configmaps', 'extension-apiserver-authentication'),
    ],
    'system::leader-locking-kube-controller-manager': [
      rule('create get list update watch', 'coordination.k8s.io', 'leases'),
      rule('create get list update watch', 'coordination.k8s.io', 'leasecandidates'),
    ],
    'system::leader-locking-kube-scheduler': [
      rule('create get list update watch', 'coordination.k8s.io', 'leases'),
      rule('create get list update watch', 'coordination.k8s.io', 'leasecandidates'),
    ],
    'system:controller:bootstrap-signer': [rule('get list watch', 'core', 'secrets')],
    'system:controller:cloud-provider': [rule('create get list watch', 'core', 'configmaps')],
    'system:controller:token-cleaner': [
      rule('delete get list watch', 'core', 'secrets'),
      rule('create patch update', 'core events.k8s.io', 'events'),
    ],
  },
};
