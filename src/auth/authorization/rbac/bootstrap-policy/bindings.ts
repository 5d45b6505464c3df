import type { Subject } from '../../../../../schemas/rbac/v1/role-binding.ts';
import { account, group, user } from './policy-notation.ts';

/** Who has a cluster role from the start, by its name, beside controllers. */
export const CLUSTER_ROLE_BINDINGS: Readonly<Record<string, readonly Subject[]>> = {
  'cluster-admin': [group('system:masters')],
  'system:basic-user': [group('system:authenticated')],
  'system:discovery': [group('system:authenticated')],
  'system:kube-controller-manager': [user('system:kube-controller-manager')],
  'system:kube-dns': [account('kube-system', 'kube-dns')],
  'system:kube-scheduler': [user('system:kube-scheduler')],
  'system:monitoring': [group('system:monitoring')],
  'system:node': [],
  'system:node-proxier': [user('system:kube-proxy')],
  'system:public-info-viewer': [group('system:authenticated'), group('system:unauthenticated')],
  'system:service-account-issuer-discovery': [group('system:serviceaccounts')],
  'system:volume-scheduler': [user('system:kube-scheduler')],
};

/** Who has a role in one of the system's namespaces, likewise. */
export const ROLE_BINDINGS: Readonly<Record<string, Readonly<Record<string, readonly Subject[]>>>> = {
  'kube-public': {
    'system:controller:bootstrap-signer': [account('kube-system', 'bootstrap-signer')],
  },
  'kube-system': {
    'system::extension-apiserver-authentication-reader': [
      user('system:kube-controller-manager'),
      user('system:kube-scheduler'),
    ],
    'system::leader-locking-kube-controller-manager': [
      user('system:kube-controller-manager'),
      account('kube-system', 'kube-controller-manager'),
      account('kube-system', 'leader-election-controller'),
    ],
    'system::leader-locking-kube-scheduler': [user('system:kube-scheduler'), account('kube-system', 'kube-scheduler')],
    'system:controller:bootstrap-signer': [account('kube-system', 'bootstrap-signer')],
    'system:controller:cloud-provider': [account('kube-system', 'cloud-provider')],
    'system:controller:token-cleaner': [account('kube-system', 'token-cleaner')],
  },
};
