/** What is known of a kind by its keys. */
interface Keyed {
  readonly definition: { readonly keyPrefix: string };
}

/**
 * Tells kinds by the keys of their objects. A key is cut behind the slashes at which prefixes of kinds end, and what comes before
 * is looked up: that takes the same time however many kinds there are. Of two kinds with one prefix the first counts.
 */
export function kindsByKey<K extends Keyed>(kinds: Iterable<K>): (key: string) => K | undefined {
  const byPrefix = new Map<string, K>();
  const depths = new Set<number>();
  for (const kind of kinds) {
    const { keyPrefix } = kind.definition;
    if (!byPrefix.has(keyPrefix)) byPrefix.set(keyPrefix, kind);
    depths.add(slashesIn(keyPrefix));
  }
  const deepest = Math.max(0, ...depths);
  return (key) => {
    let end = 0;
    for (let depth = 1; depth <= deepest; depth += 1) {
      end = key.indexOf('/', end) + 1;
      if (end === 0) return undefined;
      const kind = depths.has(depth) ? byPrefix.get(key.slice(0, end)) : undefined;
      if (kind !== undefined) return kind;
    }
    return undefined;
  };
}

function slashesIn(text: string): number {
  return text.split('/').length - 1;
}
