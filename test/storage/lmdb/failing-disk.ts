import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

// While the file that FAILING_DISK names is there, flushes fail with the number of the error that it has; where that is EROFS, so do
// writes at a place of a file.
const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>
static int failing(int flush) {
  const char *name = getenv("FAILING_DISK");
  FILE *mark = name ? fopen(name, "r") : NULL;
  int number = 0;
  if (!mark) return 0;
  if (fscanf(mark, "%d", &number) != 1) number = 0;
  fclose(mark);
  if (!flush && number != EROFS) return 0;
  errno = number;
  return number;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
int fdatasync(int fd) { return failing(1) ? -1 : REAL(fdatasync)(fd); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { return failing(0) ? -1 : REAL(pwrite)(fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { return failing(0) ? -1 : REAL(pwrite64)(fd, b, n, at); }
ssize_t pwritev(int fd, const struct iovec *b, int n, off_t at) { return failing(0) ? -1 : REAL(pwritev)(fd, b, n, at); }
ssize_t pwritev64(int fd, const struct iovec *b, int n, off64_t at) { return failing(0) ? -1 : REAL(pwritev64)(fd, b, n, at); }
`;

/** A disk that fails when told to. */
export interface FailingDisk {
  /** The environment of processes for which it is so. */
  readonly env: NodeJS.ProcessEnv;
  /** From now on flushes fail with an error of the system, and where that is EROFS, writes, too. */
  fail(code: 'EIO' | 'EROFS'): void;
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
    fail: (code) => writeFileSync(mark, String(constants.errno[code])),
    heal: () => rmSync(mark),
  };
}
