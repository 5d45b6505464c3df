import { createHash } from 'node:crypto';
import { type BigIntStats, type Dirent, readdir, readdirSync, stat, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { extensionOf } from './file-name.ts';
import { type ParsedNetwork, parseNetwork } from './parse-network.ts';
import { readSmallFile } from './read-small-file.ts';

/** One content of one file. Two of them are the same object exactly where the file said the same. */
export interface FileVersion {
  readonly file: string;
  readonly parsed: ParsedNetwork;
}

/** What a directory held: the files that count, in order of their names' bytes. Or why it could not be listed. */
export type DirectoryView =
  | { readonly ok: true; readonly files: readonly FileVersion[]; readonly beyondLimit: number }
  | { readonly ok: false; readonly problem: string };

const EXTENSIONS: readonly string[] = ['.conf', '.conflist', '.json'];

/** How many files of a directory are read, as in iSulad; the first ones in order. */
export const MAX_FILES = 1024;

/** The size of the largest file that is read, as in iSulad. */
const MAX_FILE_BYTES = 1024 * 1024;

// File systems date changes by a clock that ticks every 10 ms or faster. A second change within the tick of the first
// leaves all that stat tells as it was, so that what was read so soon after a change is read again.
const SETTLE_MS = 100;

// Enough to be fast, and few enough that large files are not all in memory at once.
const FILES_AT_ONCE = 32;

// What an unchanged directory costs in one go: about 12 us with three files.
const MAX_FILES_AT_A_GLANCE = 64;

interface Known {
  readonly path: Buffer;
  /** Tells one state of the file from the next; undefined where it has none. */
  readonly fingerprint: string | undefined;
  /** When that fingerprint was first seen, and when the content was read last. */
  readonly seenAt: number;
  readonly readAt: number;
  readonly digest: string;
  readonly version: FileVersion;
}

const listEntries = promisify(readdir);
const statFile = promisify(stat);

/**
 * Reads a directory of network configurations again and again, and a file's content only where it may have changed.
 * It is not recursive. `now` is a clock that never goes back, in milliseconds.
 */
export class DirectoryReader {
  readonly #directory: string;
  readonly #now: () => number;
  #known = new Map<string, Known>();
  // Of the last view: it, and the names of all that the directory held, in the order of the operating system.
  #last: { readonly view: DirectoryView; readonly names: readonly string[]; readonly canGlance: boolean } | undefined;

  constructor(directory: string, now: () => number) {
    this.#directory = directory.endsWith('/') ? directory : `${directory}/`;
    this.#now = now;
  }

  /**
   * Looks at every file once. What is answered need not have been there at one moment: a file may change after it is read
   * and before the next one is. A directory that does not exist is an empty one. Not to be called while it runs.
   */
  async read(): Promise<DirectoryView> {
    let entries: Dirent<Buffer>[];
    try {
      entries = await listEntries(this.#directory, { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return { ok: false, problem: messageOf(error) };
      entries = [];
    }
    const candidates = entries.filter(({ name }) => EXTENSIONS.includes(extensionOf(keyOf(name))));
    const names = candidates
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort(Buffer.compare);

    const known = new Map<string, Known>();
    let beyondLimit = 0;
    for (let next = 0; next < names.length; next += FILES_AT_ONCE) {
      if (known.size >= MAX_FILES) {
        beyondLimit = names.length - next;
        break;
      }
      const some = names.slice(next, next + FILES_AT_ONCE);
      const read = await Promise.all(some.map((name) => this.#readFile(name)));
      for (const [i, file] of read.entries()) {
        if (file === undefined) continue;
        if (known.size < MAX_FILES) known.set(keyOf(some[i] ?? Buffer.alloc(0)), file);
        else beyondLimit += 1;
      }
    }
    this.#known = known;
    const files = [...known.values()];
    const view: DirectoryView = { ok: true, files: files.map(({ version }) => version), beyondLimit };
    this.#last = {
      view,
      names: entries.map(({ name }) => keyOf(name)),
      // A directory that is called like a file may become one without a change of names.
      canGlance: candidates.length === files.length && files.length <= MAX_FILES_AT_A_GLANCE && files.every(isSettled),
    };
    return view;
  }

  /**
   * Whether `view` is the last one that was read, and reading again would show the same. It says so at once, and only where
   * that can be told without reading a file; it blocks for as long as the file system takes to answer.
   */
  stillShows(view: DirectoryView): boolean {
    if (this.#last?.view !== view || !this.#last.canGlance) return false;
    const { names } = this.#last;
    try {
      const now = readdirSync(this.#directory, 'latin1');
      if (now.length !== names.length || now.some((name, i) => name !== names[i])) return false;
      for (const { path, fingerprint } of this.#known.values()) {
        if (fingerprintOf(statSync(path, { bigint: true })) !== fingerprint) return false;
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Undefined where it is a directory, behind a symbolic link. */
  async #readFile(name: Buffer): Promise<Known | undefined> {
    const before = this.#known.get(keyOf(name));
    const path = before?.path ?? Buffer.concat([Buffer.from(this.#directory), name]);
    let readAt = this.#now();
    try {
      const stats = await statFile(path, { bigint: true });
      if (stats.isDirectory()) return undefined;
      if (before !== undefined && isSettled(before) && before.fingerprint === fingerprintOf(stats)) return before;
      readAt = this.#now();
      const content = await readSmallFile(path, MAX_FILE_BYTES);
      const fingerprint = fingerprintOf(content.stats);
      const seenAt = before?.fingerprint === fingerprint ? before.seenAt : this.#now();
      return this.#next(name, before, { path, fingerprint, seenAt, readAt }, content);
    } catch (error) {
      // Nothing is known of what could not be read, so that it is tried again each time.
      return this.#next(
        name,
        before,
        { path, fingerprint: undefined, seenAt: readAt, readAt },
        { problem: messageOf(error) },
      );
    }
  }

  #next(
    name: Buffer,
    before: Known | undefined,
    seen: Omit<Known, 'digest' | 'version'>,
    content: { readonly bytes: Buffer } | { readonly problem: string },
  ): Known {
    const digest = 'bytes' in content ? createHash('sha1').update(content.bytes).digest('base64') : content.problem;
    if (before?.digest === digest) return { ...seen, digest, version: before.version };
    const baseName = name.toString();
    const file = this.#directory + baseName;
    const parsed: ParsedNetwork =
      'bytes' in content ? parseNetwork(file, baseName, content.bytes) : { ok: false, problem: content.problem };
    return { ...seen, digest, version: { file, parsed } };
  }
}

/** Whether what is known of a file stays true for as long as its fingerprint does. */
function isSettled({ readAt, seenAt }: Known): boolean {
  return readAt - seenAt >= SETTLE_MS;
}

// Latin-1 keeps every byte apart, whatever a name is encoded in.
function keyOf(name: Buffer): string {
  return name.toString('latin1');
}

function fingerprintOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
