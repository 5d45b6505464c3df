/**
 * Server-side apply as slowly and plainly as it can be said: an object is a list of paths with values, and who owns what is a
 * set of paths for each manager. Knows objects of WIDGET only, without nulls and without entries that stand twice.
 */

/** A value at the end of a path; what has more below it is a CONTAINER. */
export type Flat = ReadonlyMap<string, unknown>;

/** Who owns which paths. */
export type Owned = ReadonlyMap<string, ReadonlySet<string>>;

/** What the model makes of a write. */
export interface ModelState {
  readonly object: Flat;
  readonly owned: Owned;
}

const CONTAINER = '{}';
const STEP = ' > ';

type Json = Readonly<Record<string, unknown>>;

/** The paths of a widget, with a step of `fieldsV1` for each step of the way. */
export function flatten(widget: Json): Flat {
  const flat = new Map<string, unknown>();
  const put = (path: readonly string[], value: unknown): void => void flat.set(path.join(STEP), value);
  for (const [name, value] of Object.entries(widget)) {
    const path = [`f:${name}`];
    switch (name) {
      case 'labels':
        put(path, CONTAINER);
        for (const [key, label] of Object.entries(value as Json)) put([...path, `f:${key}`], label);
        break;
      case 'tags':
        put(path, CONTAINER);
        for (const tag of value as string[]) put([...path, `v:${JSON.stringify(tag)}`], tag);
        break;
      case 'ports':
        put(path, CONTAINER);
        for (const entry of value as Json[]) {
          const { port, protocol = 'TCP' } = entry;
          const at = [...path, `k:${JSON.stringify({ port, protocol })}`];
          put(at, CONTAINER);
          for (const [key, member] of Object.entries(entry)) put([...at, `f:${key}`], member);
        }
        break;
      case 'inner':
        put(path, CONTAINER);
        for (const [key, member] of Object.entries(value as Json)) put([...path, `f:${key}`], member);
        break;
      default:
        put(path, JSON.stringify(value));
    }
  }
  return flat;
}

/** Whether a path is that of a member that the schema knows and that has members of its own: nobody owns those by name. */
function isNamed(path: string): boolean {
  return ['f:labels', 'f:tags', 'f:ports', 'f:inner'].includes(path);
}

function parents(path: string): string[] {
  const steps = path.split(STEP);
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join(STEP));
}

/** What differs between two objects. */
function changes(before: Flat, after: Flat): { changed: Set<string>; removed: Set<string> } {
  const changed = new Set(
    [...after.keys()].filter((path) => !before.has(path) || before.get(path) !== after.get(path)),
  );
  return { changed, removed: new Set([...before.keys()].filter((path) => !after.has(path))) };
}

function without(owned: Owned, manager: string, lost: ReadonlySet<string>): Map<string, ReadonlySet<string>> {
  const left = new Map<string, ReadonlySet<string>>();
  for (const [name, paths] of owned) {
    const kept = name === manager ? paths : new Set([...paths].filter((path) => !lost.has(path)));
    if (kept.size > 0) left.set(name, kept);
  }
  return left;
}

/** An update: whoever writes owns what it changes, and nobody owns what is gone. */
export function modelUpdate({ object, owned }: ModelState, manager: string, next: Flat): ModelState {
  const { changed, removed } = changes(object, next);
  const left = without(owned, '', new Set([...changed, ...removed]));
  const own = new Set([...(left.get(manager) ?? []), ...changed]);
  if (own.size > 0) left.set(manager, own);
  return { object: next, owned: left };
}

/** The paths that a configuration owns: all but those of members that the schema knows and that have something in them. */
function ownedBy(configuration: Flat): Set<string> {
  const isEmpty = (path: string): boolean => ![...configuration.keys()].some((one) => one.startsWith(path + STEP));
  const own = [...configuration.keys()].filter(
    (path) => !isNamed(path) || (isEmpty(path) && ['f:labels', 'f:inner'].includes(path)),
  );
  return new Set(own);
}

/** A set with the members above its paths that the schema knows. */
function named(paths: Iterable<string>): Set<string> {
  const all = new Set(paths);
  for (const path of [...all]) for (const parent of parents(path)) if (isNamed(parent)) all.add(parent);
  return all;
}

/**
 * An apply; undefined where others own what it changes and it is not forced. What it applied before and does not apply any more
 * goes, unless someone owns it or something above it that would go with it.
 */
export function modelApply(
  { object, owned }: ModelState,
  manager: string,
  configuration: Flat,
  force: boolean,
): ModelState | undefined {
  const merged = new Map([...object, ...configuration]);
  const last = named(owned.get(manager) ?? []);
  const after = new Map([...owned, [manager, ownedBy(configuration)]]);
  const wanted = named([...after.values()].flatMap((paths) => [...paths]));
  const wasOwn = (path: string): boolean => [path, ...parents(path)].some((one) => last.has(one));
  const goes = (path: string): boolean =>
    last.has(path) && [path, ...parents(path)].some((one) => wasOwn(one) && !wanted.has(one));
  const gone = [...merged.keys()].filter(goes);
  const kept = [...merged].filter(([path]) => ![path, ...parents(path)].some((one) => gone.includes(one)));
  const isEmpty = (path: string): boolean => isNamed(path) && !kept.some(([one]) => one.startsWith(path + STEP));
  // A list goes with its last entry.
  const left = kept.filter(([path]) => path === 'f:labels' || path === 'f:inner' || !isEmpty(path));
  const { changed, removed } = changes(object, new Map(left));
  // The API does not keep an empty map either, but whoever owned it goes on owning it.
  const next = new Map(left.filter(([path]) => path === 'f:inner' || !isEmpty(path)));
  const others = [...owned].filter(([name]) => name !== manager);
  if (!force && others.some(([, paths]) => [...changed].some((path) => paths.has(path)))) return undefined;
  return { object: next, owned: without(after, manager, new Set([...changed, ...removed])) };
}
