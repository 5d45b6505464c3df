/** A kind within its API group; the core group's name is empty. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** A resource within its API group, such as `pods`. */
export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}

/** A kind in one version of its API group. */
export interface GroupVersionKind extends GroupKind {
  readonly version: string;
}

/** A kind as documents are read as it. */
export interface DocumentKind extends GroupVersionKind {
  /** Versions of the kind's group, beside its own, whose documents read the same. */
  readonly olderVersions?: readonly string[];
}

/** The `apiVersion` of a group and version: `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: { group: string; version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Reads an `apiVersion` as Go does: empty where nothing is said; undefined where it has more than one slash. */
export function parseApiVersion(text: string): { readonly group: string; readonly version: string } | undefined {
  const [first = '', second, ...more] = text.split('/', 3);
  if (second === undefined) return { group: '', version: first };
  return more.length > 0 ? undefined : { group: first, version: second };
}
