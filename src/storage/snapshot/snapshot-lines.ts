import type { StoredRecord } from '../stored-contents.ts';

/** The form of snapshots that this version writes, and the newest that it reads. */
export const SNAPSHOT_FORMAT = 1;

/** The first line of a snapshot. */
export interface SnapshotHeader {
  readonly podledgerSnapshot: number;
  /** The revision of the newest write in it. */
  readonly revision: number;
  /** When it was taken, in milliseconds since 1970. */
  readonly takenAt: number;
}

/** The last line of a snapshot: how many lines stand between, and the SHA-256 of all before it, in hex. */
export interface SnapshotTrailer {
  readonly keys: number;
  readonly sha256: string;
}

/** The line of a header, with a line feed. */
export function headerLine({ revision, takenAt }: Omit<SnapshotHeader, 'podledgerSnapshot'>): string {
  return `${JSON.stringify({ podledgerSnapshot: SNAPSHOT_FORMAT, revision, takenAt: new Date(takenAt).toISOString() })}\n`;
}

/** The line of a record, with a line feed. */
export function recordLine({ key, revision, expiresAt, value }: StoredRecord): string {
  // What is undefined has no member in JSON.
  return `${JSON.stringify({ key, revision, expiresAt, value: value.join('') })}\n`;
}

/** The line of a trailer, with a line feed. */
export function trailerLine({ keys, sha256 }: SnapshotTrailer): string {
  return `${JSON.stringify({ keys, sha256 })}\n`;
}

/** What a line says as the first of a snapshot; undefined where it is none. */
export function readHeader(line: string): SnapshotHeader | undefined {
  const { podledgerSnapshot, revision, takenAt } = membersOf(line);
  if (!isCount(podledgerSnapshot)) return undefined;
  // A later form may say the rest in another way.
  if (podledgerSnapshot > SNAPSHOT_FORMAT) return { podledgerSnapshot, revision: 0, takenAt: 0 };
  const taken = typeof takenAt === 'string' ? Date.parse(takenAt) : Number.NaN;
  if (!isCount(revision) || Number.isNaN(taken)) return undefined;
  return { podledgerSnapshot, revision, takenAt: taken };
}

/** What a line says as a record of a snapshot; undefined where it is none. */
export function readRecord(line: string): StoredRecord | undefined {
  const { key, revision, expiresAt, value } = membersOf(line);
  if (typeof key !== 'string' || typeof value !== 'string' || !isCount(revision)) return undefined;
  if (expiresAt !== undefined && !isCount(expiresAt)) return undefined;
  return { key, revision, expiresAt, value: [value] };
}

/** What a line says as the last of a snapshot; undefined where it is none. */
export function readTrailer(line: string): SnapshotTrailer | undefined {
  if (!line.startsWith('{"keys":')) return undefined;
  const { keys, sha256 } = membersOf(line);
  return isCount(keys) && typeof sha256 === 'string' ? { keys, sha256 } : undefined;
}

function membersOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
