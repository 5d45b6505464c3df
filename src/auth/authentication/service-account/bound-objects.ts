import type { ClaimedObject, ServiceAccountClaims } from './claims.ts';

/** An object with which a token may end. */
export interface KeptObject {
  readonly uid: string;
  /** Milliseconds since 1970. */
  readonly deletedAt: number | undefined;
}

/** What a token can be bound to, and its account. */
export type KeptKind = 'serviceaccounts' | 'pods' | 'secrets' | 'nodes';

/** Looks up objects with which tokens end. */
export interface KeptObjects {
  /** What the server has seen of an object, at once. */
  seen(kind: KeptKind, namespace: string | undefined, name: string): KeptObject | undefined;
  /** The newest state of an object. Rejects where that cannot be found out. */
  newest(kind: KeptKind, namespace: string | undefined, name: string): Promise<KeptObject | undefined>;
}

/** kube-apiserver's clocks may differ by so much. In milliseconds. */
export const LEEWAY_MS = 60_000;

/** An object that a token needs, and what is said where it is not there. */
export interface Need {
  readonly kind: KeptKind;
  readonly namespace: string | undefined;
  readonly object: ClaimedObject;
  readonly missing: string;
  readonly going: string;
  readonly another: (uid: string) => string;
}

/**
 * Why a token has ended with its account or with what it is bound to, in kube-apiserver's words; undefined where it has not. Answers at
 * once where all is there, and asks for the newest state where it is not: what is not there may only not have been seen yet.
 */
export function endOf(
  needs: readonly Need[],
  objects: KeptObjects,
  now: number,
): string | undefined | Promise<string | undefined> {
  return isThere(needs, objects, now) ? undefined : newestEnd(needs, objects, now);
}

/** Whether all is there with which a token may end, as far as the server has seen. */
export function isThere(needs: readonly Need[], objects: KeptObjects, now: number): boolean {
  for (const need of needs) {
    if (problemOf(need, objects.seen(need.kind, need.namespace, need.object.name), now) !== undefined) return false;
  }
  return true;
}

async function newestEnd(needs: readonly Need[], objects: KeptObjects, now: number): Promise<string | undefined> {
  for (const need of needs) {
    const problem = problemOf(need, await objects.newest(need.kind, need.namespace, need.object.name), now);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf(need: Need, found: KeptObject | undefined, now: number): string | undefined {
  if (found === undefined) return need.missing;
  if (found.uid !== (need.object.uid ?? '')) return need.another(found.uid);
  return found.deletedAt !== undefined && found.deletedAt < now - LEEWAY_MS ? need.going : undefined;
}

const INVALIDATED = 'service account token has been invalidated';

/** The objects with which a token ends. */
export function needsOf({ namespace, account, secret, pod, node }: ServiceAccountClaims): Need[] {
  const needs: Need[] = [
    {
      kind: 'serviceaccounts',
      namespace,
      object: account,
      missing: `serviceaccounts "${account.name}" not found`,
      going: `service account ${namespace}/${account.name} has been deleted`,
      another: (uid) => `service account UID (${uid}) does not match claim (${account.uid ?? ''})`,
    },
  ];
  const bound = (kind: KeptKind, word: string, object: ClaimedObject): Need => ({
    kind,
    namespace: kind === 'nodes' ? undefined : namespace,
    object,
    missing: INVALIDATED,
    going: INVALIDATED,
    another: (uid) => {
      const claim = `service account ${word} ref claim (${object.uid ?? ''})`;
      return `${word} UID (${uid}) does not match ${claim}`;
    },
  });
  if (secret !== undefined) needs.push(bound('secrets', 'secret', secret));
  if (pod !== undefined) needs.push(bound('pods', 'pod', pod));
  // The node of a pod's token is told, and need not be there.
  else if (node !== undefined) needs.push(bound('nodes', 'node', node));
  return needs;
}
