import { forbidden, notFound } from '../apimachinery/status-error.ts';
import type { AdmissionPlugin } from './admission.ts';

/** Tells whether a namespace exists. */
export type NamespaceExists = (name: string, signal: AbortSignal | undefined) => Promise<boolean>;

/** The namespaces that are there from the start and that nobody deletes. */
export const SYSTEM_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'] as const;

// kube-apiserver's plugin keeps these three; kube-node-lease may be deleted, and comes back with the next start.
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);
const NAMESPACES = { group: '', resource: 'namespaces' };

/** Refuses objects in namespaces that do not exist (404), and the deletion of the namespaces that the system needs (403). */
export function namespaceLifecycle(exists: NamespaceExists): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    admit({ operation, resource, namespace, name, signal }) {
      if (
        operation === 'DELETE' &&
        resource.resource === NAMESPACES.resource &&
        resource.group === '' &&
        IMMORTAL.has(name)
      ) {
        return Promise.reject(forbidden(NAMESPACES, name, 'this namespace may not be deleted'));
      }
      if (operation !== 'CREATE' || namespace === undefined) return undefined;
      return exists(namespace, signal).then((found) => {
        if (!found) throw notFound(NAMESPACES, namespace);
      });
    },
  };
}
