/** The least that a kind's objects have to have beside a name, by resource and group. */
const LEAST: Readonly<Record<string, object>> = {
  pods: { spec: { containers: [{ name: 'c', image: 'i' }] } },
  services: { spec: { ports: [{ port: 80 }] } },
  podtemplates: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } },
  events: { involvedObject: { namespace: 'default' } },
  'events.events.k8s.io': {
    metadata: { name: 'object', namespace: 'default' },
    eventTime: '2020-01-02T03:04:05.000000Z',
    reportingController: 'example.com/c',
    reportingInstance: 'i',
    action: 'a',
    reason: 'r',
    type: 'Normal',
    regarding: { namespace: 'default' },
  },
  'rolebindings.rbac.authorization.k8s.io': { roleRef: role('Role') },
  'clusterrolebindings.rbac.authorization.k8s.io': { roleRef: role('ClusterRole') },
  'priorityclasses.scheduling.k8s.io': { value: 1 },
  'runtimeclasses.node.k8s.io': { handler: 'h' },
};

/** The smallest valid object of a kind, as a client sends it. */
export function leastObject(
  { group, version, kind }: { readonly group: string; readonly version: string; readonly kind: string },
  resource: string,
  name: string,
): Record<string, unknown> {
  return {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    ...LEAST[group === '' ? resource : `${resource}.${group}`],
    metadata: { name },
  };
}

function role(kind: string): object {
  return { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'r' };
}
