import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { StoreError } from '../store-error.ts';
import type { Report, StoredContents, StoredRecord } from '../stored-contents.ts';
import {
  readHeader,
  readRecord,
  readTrailer,
  SNAPSHOT_FORMAT,
  type SnapshotHeader,
  type SnapshotTrailer,
} from './snapshot-lines.ts';

const CHUNK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;
// The first line is far shorter; what has none that short is no snapshot.
const MAX_HEADER_BYTES = 1024;

/** What a snapshot says of itself. */
export interface SnapshotStatus extends Pick<SnapshotHeader, 'revision' | 'takenAt'>, SnapshotTrailer {
  readonly bytes: number;
}

/**
 * Reads a snapshot whole. Resolves to what it says of itself. Rejects with StoreError `unavailable`, whose message names the file, where it
 * is none or is damaged.
 */
export async function snapshotStatus(path: string, report: Report, signal: AbortSignal): Promise<SnapshotStatus> {
  const header = await snapshotHeader(path);
  const reading = new Reading(path, report, signal);
  for await (const _ of reading.lines()) {
    // Whether a line says what it should is a matter of the checksum.
  }
  return { revision: header.revision, takenAt: header.takenAt, ...reading.trailer, bytes: reading.bytes };
}

/** The contents of a snapshot with the moment at which it was taken, in milliseconds since 1970. */
export interface SnapshotContents extends StoredContents {
  readonly takenAt: number;
}

/**
 * Opens a snapshot. Reading its records rejects with StoreError `unavailable` where it is damaged, which may be found out behind the last of
 * them only: what was made of them is to be thrown away then.
 */
export async function openSnapshot(path: string, report: Report, signal: AbortSignal): Promise<SnapshotContents> {
  const { revision, takenAt } = await snapshotHeader(path);
  return {
    revision,
    takenAt,
    count: undefined,
    async *records(): AsyncGenerator<StoredRecord> {
      for await (const line of new Reading(path, report, signal).lines()) {
        const record = readRecord(line);
        if (record === undefined) throw damaged(path, 'a line of it is no record');
        yield record;
      }
    },
    close: async () => {},
  };
}

/** The first line of a snapshot. Rejects with StoreError `unavailable` where a file has none. */
export async function snapshotHeader(path: string): Promise<SnapshotHeader> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    // Reading a terminal or a pipe would wait for input.
    if (!stat.isFile()) throw new StoreError('unavailable', `${path} is no file`);
    const buffer = Buffer.alloc(MAX_HEADER_BYTES);
    const { bytesRead } = await file.read(buffer, 0, MAX_HEADER_BYTES, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(LINE_FEED);
    const header = end < 0 ? undefined : readHeader(buffer.toString('utf8', 0, end));
    if (header === undefined) throw new StoreError('unavailable', `${path} is no snapshot of podledger`);
    const { podledgerSnapshot: form } = header;
    if (form > SNAPSHOT_FORMAT) {
      const versions = `its form is ${form}, and this one reads up to ${SNAPSHOT_FORMAT}`;
      throw new StoreError('unavailable', `${path} was written by a newer version of podledger: ${versions}`);
    }
    return header;
  } finally {
    await file.close();
  }
}

/** One reading of a snapshot, from its beginning to its end. */
class Reading {
  readonly #path: string;
  readonly #report: Report;
  readonly #signal: AbortSignal;
  bytes = 0;
  #trailer: SnapshotTrailer | undefined;

  constructor(path: string, report: Report, signal: AbortSignal) {
    this.#path = path;
    this.#report = report;
    this.#signal = signal;
  }

  /** The last line, once all are read. */
  get trailer(): SnapshotTrailer {
    if (this.#trailer === undefined) throw damaged(this.#path, 'it is cut short');
    return this.#trailer;
  }

  /** The lines between the first and the last. Throws where these are not what was written, behind all of them. */
  async *lines(): AsyncGenerator<string> {
    const hash = createHash('sha256');
    let keys = -1;
    for await (const line of this.#rawLines()) {
      if (this.#trailer !== undefined) throw damaged(this.#path, 'something stands behind its end');
      const text = line.toString('utf8', 0, line.length - 1);
      this.#trailer = readTrailer(text);
      if (this.#trailer !== undefined) continue;
      hash.update(line);
      keys += 1;
      if (keys > 0) yield text;
    }
    const { keys: expected, sha256 } = this.trailer;
    if (keys !== expected || hash.digest('hex') !== sha256) throw damaged(this.#path, 'its checksum does not match');
  }

  /** The lines with their line feeds; a last one without is left out. */
  async *#rawLines(): AsyncGenerator<Buffer> {
    const file = await open(this.#path, 'r');
    try {
      const { size } = await file.stat();
      let rest: Buffer[] = [];
      for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
        if (bytesRead === 0) break;
        this.bytes += bytesRead;
        this.#report(this.bytes, size);
        this.#signal.throwIfAborted();
        let from = 0;
        for (let end = chunk.indexOf(LINE_FEED); end >= 0 && end < bytesRead; end = chunk.indexOf(LINE_FEED, from)) {
          const line = chunk.subarray(from, end + 1);
          yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
          rest = [];
          from = end + 1;
        }
        if (from < bytesRead) rest.push(chunk.subarray(from, bytesRead));
      }
      if (rest.length > 0) throw damaged(this.#path, 'it is cut short');
    } finally {
      await file.close();
    }
  }
}

function damaged(path: string, why: string): StoreError {
  return new StoreError('unavailable', `the snapshot ${path} is damaged: ${why}`);
}
