import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Flushes fail with EIO while the file that FAILING_DISK names is there.
const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
int fdatasync(int fd) {
  const char *failing = getenv("FAILING_DISK");
  if (failing && access(failing, F_OK) == 0) { errno = EIO; return -1; }
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  return real(fd);
}
`;

/** A disk whose flushes fail when told to. */
export interface FailingDisk {
  /** The environment of processes for which it is so. */
  readonly env: NodeJS.ProcessEnv;
  fail(): void;
  heal(): void;
}

/** Whether such a disk can be made here, which takes a compiler on Linux; where it cannot, says so. */
export function canFail(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    if (process.platform === 'linux') return true;
  } catch {
    // It is told below.
  }
  console.info('skipped: what happens where a flush fails: there is no C compiler here, or this is not Linux');
  return false;
}

/** Makes such a disk with files in a directory. */
export function failingDisk(directory: string): FailingDisk {
  const source = join(directory, 'flush.c');
  const library = join(directory, 'flush.so');
  const mark = join(directory, 'failing');
  writeFileSync(source, SOURCE);
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  return {
    env: { ...process.env, LD_PRELOAD: library, FAILING_DISK: mark },
    fail: () => writeFileSync(mark, ''),
    heal: () => rmSync(mark),
  };
}
