import { DirectoryReader, type DirectoryView, MAX_FILES } from './directory-reader.ts';
import { isOnLocalFileSystem } from './local-file-system.ts';
import type { Network } from './parse-network.ts';

/** A file that was not loaded, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/** What a load came to. A failed one has no networks; `skipped` tells of single files in both cases. */
export type LoadResult = {
  readonly skipped: readonly SkippedFile[];
} & ({ readonly ok: true; readonly networks: readonly Network[] } | { readonly ok: false; readonly problem: string });

type View = Extract<DirectoryView, { ok: true }>;

// How often a directory that does not keep still is read before a load gives up.
const MAX_READS = 20;

/** Loads the networks of a directory. While the directory stays as it is, the same object is answered again. */
export class NetworkLoader {
  readonly #directory: string;
  readonly #reader: DirectoryReader;
  // Where the directory is on another machine, or may be, looking at it could block everything else.
  #last: { readonly view: View; readonly result: LoadResult; readonly isLocal: boolean } | undefined;

  /** `now` is a clock that never goes back, in milliseconds. */
  constructor(directory: string, now: () => number) {
    this.#directory = directory;
    this.#reader = new DirectoryReader(directory, now);
  }

  /**
   * Loads what the directory holds at one moment of the call: it is read until two readings in a row agree, so that no
   * set is answered that never stood there. Not to be called while it runs.
   */
  async load(): Promise<LoadResult> {
    const last = this.#last;
    if (last?.isLocal && this.#reader.stillShows(last.view)) return last.result;
    let before = last?.view;
    for (let reads = 0; reads < MAX_READS; reads += 1) {
      const view = await this.#reader.read();
      if (!view.ok) return { ok: false, problem: `failed to read ${this.#directory}: ${view.problem}`, skipped: [] };
      if (before !== undefined && isSame(view, before)) {
        const result = last?.view === before ? last.result : this.#choose(view);
        this.#last = { view, result, isLocal: await isOnLocalFileSystem(this.#directory) };
        return result;
      }
      before = view;
    }
    return { ok: false, problem: `${this.#directory} did not keep still while it was read`, skipped: [] };
  }

  #choose({ files, beyondLimit }: View): LoadResult {
    const networks = new Map<string, Network>();
    const skipped: SkippedFile[] = [];
    for (const { file, parsed } of files) {
      if (!parsed.ok) {
        skipped.push({ file, reason: parsed.problem });
        continue;
      }
      const { network } = parsed;
      const first = networks.get(network.name);
      if (first === undefined) networks.set(network.name, network);
      else skipped.push({ file, reason: `its name ${JSON.stringify(network.name)} is taken by ${first.file}` });
    }
    if (beyondLimit > 0) {
      skipped.push({ file: this.#directory, reason: `${beyondLimit} files after the first ${MAX_FILES} are not read` });
    }
    if (networks.size > 0) return { ok: true, networks: [...networks.values()], skipped };
    const what = files.length === 0 ? 'no network config found' : 'no valid network config found';
    return { ok: false, problem: `${what} in ${this.#directory}`, skipped };
  }
}

function isSame(a: View, b: View): boolean {
  return (
    a.beyondLimit === b.beyondLimit &&
    a.files.length === b.files.length &&
    a.files.every((version, i) => version === b.files[i])
  );
}
