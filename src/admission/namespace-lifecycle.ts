import { namespaceTerminating, notFound } from '../apimachinery/status-error.ts';
import type { AdmissionPlugin, AdmissionTarget } from './admission.ts';
import { refusal, shownName } from './refusal.ts';

/** Tells a namespace's phase, such as `Active`; undefined where there is no such namespace. */
export type NamespacePhase = (name: string, signal: AbortSignal | undefined) => Promise<string | undefined>;

/** The namespaces that are there from the start and that nobody deletes. */
export const SYSTEM_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'] as const;

// kube-apiserver's plugin keeps these three; kube-node-lease may be deleted, and comes back with the next start.
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);
const NAMESPACES = { group: '', resource: 'namespaces' };

/**
 * Refuses new objects in namespaces that do not exist (404) or are being deleted (403), and the deletion of the namespaces that
 * the system needs (403). What is in a namespace that is being deleted may be changed and deleted as ever. `deleting` is told of each
 * namespace that is about to be deleted.
 */
export function namespaceLifecycle(
  phaseOf: NamespacePhase,
  deleting: (name: string) => void = () => {},
): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    concerns: (target) =>
      target.operation === 'CREATE' ? target.resource.asksOnly !== true : isDeletionOfNamespace(target),
    admit(attributes) {
      const { operation, resource, namespace, name, signal } = attributes;
      if (operation === 'DELETE') {
        if (IMMORTAL.has(name)) throw refusal(attributes, 'this namespace may not be deleted');
        deleting(name);
        return undefined;
      }
      if (namespace === undefined) return undefined;
      return phaseOf(namespace, signal).then((phase) => {
        if (phase === undefined) throw notFound(NAMESPACES, namespace);
        if (phase === 'Terminating') throw namespaceTerminating(resource, shownName(attributes), namespace);
      });
    },
  };
}

function isDeletionOfNamespace({ operation, resource }: AdmissionTarget): boolean {
  return operation === 'DELETE' && resource.resource === NAMESPACES.resource && resource.group === NAMESPACES.group;
}
