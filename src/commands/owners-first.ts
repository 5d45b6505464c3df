interface Waiting {
  readonly document: string;
  readonly uid: string;
  /** The owners that have not come yet, by their uids. */
  readonly missing: Set<string>;
}

/**
 * Hands on objects, given as JSON documents, in such an order that none comes before its owners, lest a garbage collector take it for left
 * behind. `limit` bounds how many characters wait: beyond it, and at the end, the first go on without their owners.
 */
export async function* ownersFirst(documents: AsyncIterable<string>, limit: number): AsyncGenerator<string> {
  const come = new Set<string>();
  const waiting = new Set<Waiting>();
  let characters = 0;

  function* handOn({ document, uid }: Pick<Waiting, 'document' | 'uid'>): Generator<string> {
    yield document;
    come.add(uid);
    for (const entry of waiting) {
      if (!entry.missing.delete(uid) || entry.missing.size > 0) continue;
      yield* release(entry);
    }
  }
  function* release(entry: Waiting): Generator<string> {
    if (!waiting.delete(entry)) return;
    characters -= entry.document.length;
    yield* handOn(entry);
  }

  for await (const document of documents) {
    const { uid, owners } = ownershipOf(document);
    const missing = new Set(owners.filter((owner) => !come.has(owner)));
    if (missing.size === 0) yield* handOn({ document, uid });
    else {
      waiting.add({ document, uid, missing });
      characters += document.length;
      for (const first of waiting) {
        if (characters <= limit) break;
        yield* release(first);
      }
    }
  }
  for (const entry of waiting) yield* release(entry);
}

function ownershipOf(document: string): { readonly uid: string; readonly owners: readonly string[] } {
  const { metadata }: { readonly metadata?: Metadata } = JSON.parse(document);
  const owners = Array.isArray(metadata?.ownerReferences) ? metadata.ownerReferences : [];
  return { uid: String(metadata?.uid), owners: owners.map((owner) => String(owner?.uid)) };
}

// What is no object is refused where it goes.
interface Metadata {
  readonly uid?: unknown;
  readonly ownerReferences?: readonly ({ readonly uid?: unknown } | null)[];
}
