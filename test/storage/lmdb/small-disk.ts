import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Mounts a file system in memory of so many bytes until the test is over. */
export function smallDisk(bytes: number): string {
  const directory = mkdtempSync(join(tmpdir(), 'podledger-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', directory], { stdio: 'ignore' });
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', directory]);
    rmdirSync(directory);
  });
  return directory;
}

/** Whether file systems can be mounted here, which takes the rights of root; where they cannot, says so. */
export function canMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'podledger-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'ignore' });
    execFileSync('umount', [directory]);
    return true;
  } catch {
    console.info('skipped: what happens on a full disk: no file system can be mounted here, which takes root');
    return false;
  } finally {
    rmdirSync(directory);
  }
}
