import { type FileHandle, open } from 'node:fs/promises';

// What stands at the beginning of a page, and of the two pages that say where everything is (MDB_page_header, MDB_meta).
const PAGE_FLAGS_AT = 18;
const META_PAGE = 0x08;
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;
const VERSION_AT = 28;
// The version of the form that lmdb's own is built for.
const VERSION = 2;
const PAGE_BYTES_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 168;

const MIN_PAGE_BYTES = 256;
const MAX_PAGE_BYTES = 65_536;

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/**
 * What is wrong with a data file, before LMDB maps it, which would end the process; undefined where nothing is, and where there is no
 * file. Rejects with the error of the system where it cannot be opened for reading, and with `r+` for writing too.
 */
export async function dataFileProblem(path: string, flags: 'r' | 'r+' = 'r+'): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, flags);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = await file.stat();
    // What is left where the start that was to make the file was ended.
    if (size === 0) return undefined;
    const first = await metaAt(file, 0);
    if (first === undefined) return 'it is no data file of LMDB, or its beginning is damaged';
    if (typeof first === 'string') return first;
    const second = await metaAt(file, first.pageBytes);
    if (second === undefined || typeof second === 'string') return 'its beginning is damaged';
    const { lastPage, pageBytes } = second.transaction > first.transaction ? second : first;
    const bytes = (lastPage + 1n) * BigInt(pageBytes);
    return BigInt(size) < bytes ? `it is cut short: it has ${size} bytes of ${bytes}` : undefined;
  } finally {
    await file.close();
  }
}

/** What a page says of where everything is; undefined where it is no such page, and what is wrong with it where it is of another form. */
async function metaAt(file: FileHandle, position: number): Promise<Meta | string | undefined> {
  const bytes = Buffer.alloc(META_BYTES);
  const { bytesRead } = await file.read(bytes, 0, META_BYTES, position);
  if (bytesRead < META_BYTES || (bytes.readUInt16LE(PAGE_FLAGS_AT) & META_PAGE) === 0) return undefined;
  if (bytes.readUInt32LE(MAGIC_AT) !== MAGIC) return undefined;
  const version = bytes.readUInt32LE(VERSION_AT);
  if (version !== VERSION) return `it is of another version of LMDB's form (${version}, and this one reads ${VERSION})`;
  const pageBytes = bytes.readUInt32LE(PAGE_BYTES_AT);
  if (pageBytes < MIN_PAGE_BYTES || pageBytes > MAX_PAGE_BYTES || (pageBytes & (pageBytes - 1)) !== 0) return undefined;
  return {
    pageBytes,
    lastPage: bytes.readBigUInt64LE(LAST_PAGE_AT),
    transaction: bytes.readBigUInt64LE(TRANSACTION_AT),
  };
}
