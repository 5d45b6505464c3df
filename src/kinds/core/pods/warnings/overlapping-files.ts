import { MOST_WARNINGS } from '../../../../apimachinery/warnings.ts';

/** A file of a volume. */
export interface File {
  /** Without a slash at its end. */
  readonly path: string;
  /** What the file comes from, where a volume has several sources. */
  readonly source: string;
}

/** A path of a volume at which there are files, with what was met so far. */
interface Place {
  readonly path: string;
  /** The nearest of the places below which this one lies. */
  readonly folder: Place | undefined;
  /** The files of this path, in the order in which they were met. */
  readonly here: Met[];
  /** Those, and the files below, in the order in which they were met. */
  readonly within: Met[];
}

/** A file, however often it is listed. */
interface Met {
  readonly file: File;
  readonly first: number;
  latest: number;
}

/**
 * The pairs of files of which one hides the other, or stands where the other needs a folder: each file with those listed before
 * it, in their order, each pair once. There may be as many as the square of the files: those beyond what warnings can tell are left out.
 */
export function overlappingFiles(files: readonly File[]): (readonly [File, File])[] {
  if (files.length < 2) return [];
  // What lies below a folder follows it in this order, without anything else between.
  const paths = files.map(({ path }) => `${path}/`).sort();
  if (!paths.some((path, i) => paths[i + 1]?.startsWith(path))) return [];

  const places = placesOf(paths);
  const met = new Map<string, Met>();
  const pairs: (readonly [File, File])[] = [];
  for (const [i, file] of files.entries()) {
    const place = places.get(`${file.path}/`);
    // A source is printed as Go quotes it, which leaves no such character in it.
    const key = `${file.source}\0${file.path}`;
    const before = met.get(key);
    const others = place === undefined ? [] : overlapping(place, before?.latest ?? 0);
    for (const other of others.slice(0, MOST_WARNINGS - pairs.length)) pairs.push([file, other.file]);
    if (pairs.length >= MOST_WARNINGS) break;
    if (before !== undefined) before.latest = i;
    else met.set(key, meet(place, { file, first: i, latest: i }));
  }
  return pairs;
}

function placesOf(sorted: readonly string[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let place: Place | undefined;
  for (const path of sorted) {
    while (place !== undefined && !path.startsWith(place.path)) place = place.folder;
    if (place?.path === path) continue;
    place = { path, folder: place, here: [], within: [] };
    places.set(path, place);
  }
  return places;
}

/** The files that were met from the position `since` on and are at this place, above it or below it. */
function overlapping(place: Place, since: number): Met[] {
  const found: Met[] = [];
  const take = (files: readonly Met[]): void => {
    for (let i = files.length - 1; i >= 0; i -= 1) {
      const one = files[i];
      if (one === undefined || one.first < since) return;
      found.push(one);
    }
  };
  take(place.within);
  for (let { folder } = place; folder !== undefined; { folder } = folder) take(folder.here);
  return found.sort((a, b) => a.first - b.first);
}

function meet(place: Place | undefined, file: Met): Met {
  place?.here.push(file);
  for (let at = place; at !== undefined; at = at.folder) at.within.push(file);
  return file;
}
