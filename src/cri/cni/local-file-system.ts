import { statfs } from 'node:fs/promises';

// The types of file systems as statfs(2) numbers them on Linux. Those of other operating systems are others.
const LOCAL_TYPES: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0x01021994, // tmpfs
  0x858458f6, // ramfs
  0x794c7630, // overlayfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0xe0f5e1e2, // EROFS
  0x73717368, // SquashFS
]);

/** Whether a directory is on a file system of this machine, which answers at once; false where that is not known. */
export async function isOnLocalFileSystem(directory: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const { type } = await statfs(directory).catch(() => ({ type: 0 }));
  return LOCAL_TYPES.has(type);
}
