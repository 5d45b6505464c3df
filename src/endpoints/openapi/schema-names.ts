// Names whose last part alone would not say what they are.
const SPELT_OUT: Readonly<Record<string, string>> = { 'io.k8s.apimachinery.pkg.version.Info': 'VersionInfo' };

/**
 * Short names for schemas, each once: the last part of the full name, such as `PodStatus`. Where two share it the one of the
 * core group keeps it, then that of `meta`, then the first; the others get their group and version in front: `EventsV1Event`.
 */
export function shortNames(ids: Iterable<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of [...ids].sort((a, b) => rank(a) - rank(b))) {
    const parts = id.split('.');
    const short = SPELT_OUT[id] ?? parts.at(-1) ?? id;
    const name = taken.has(short) ? parts.slice(-3).map(capitalized).join('') : short;
    if (taken.has(name)) throw new Error(`two schemas would be named ${name}; one of them is ${id}`);
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

/** `text` with its first letter in upper case. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function rank(id: string): number {
  if (id.startsWith('io.k8s.api.core.')) return 0;
  return id.startsWith('io.k8s.apimachinery.') ? 1 : 2;
}
