const READ = ['get', 'list', 'watch'];

// What of the rules of the role system:node (bootstrap-rbac of kube-apiserver 1.36) is not told apart by object.
const RULES: readonly (readonly [resources: readonly string[], verbs: readonly string[]])[] = [
  [['authentication.k8s.io/tokenreviews'], ['create']],
  [['authorization.k8s.io/subjectaccessreviews', 'authorization.k8s.io/localsubjectaccessreviews'], ['create']],
  [['/services'], READ],
  [['/endpoints'], ['get']],
  [
    ['/events', 'events.k8s.io/events'],
    ['create', 'update', 'patch'],
  ],
  [['certificates.k8s.io/certificatesigningrequests'], ['create', ...READ]],
  [['storage.k8s.io/csidrivers'], READ],
  [['node.k8s.io/runtimeclasses'], READ],
];

const ALLOWED: ReadonlySet<string> = new Set(
  RULES.flatMap(([resources, verbs]) => resources.flatMap((resource) => verbs.map((verb) => `${resource} ${verb}`))),
);

/** Whether every node may do this with all objects of a resource, none of whose subresources is among them. */
export function everyNodeMay(verb: string, group: string, resource: string): boolean {
  return ALLOWED.has(`${group}/${resource} ${verb}`);
}
