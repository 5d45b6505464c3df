import { chmod, lstat, mkdir, mkdtemp, rename, rm, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

/** A socket file that is in place. */
export interface PlacedSocket {
  /** Removes the file, unless another server has put its own there. */
  remove(): Promise<void>;
}

/**
 * Puts a listening socket at `path`, which only its owner may connect to: `listen` is called with another path, where
 * nobody else can reach, and the socket is moved from there when it has its mode. A socket file that nobody listens on is
 * replaced. Rejects where somebody does, where another kind of file is there, and with what `listen` rejects with.
 */
export async function placeSocket(path: string, listen: (path: string) => Promise<void>): Promise<PlacedSocket> {
  await mkdir(dirname(path), { recursive: true });
  await refuseTaken(path);
  // Short names: a socket's path has 107 bytes at most, and this one should fit where that of the caller does.
  const folder = await mkdtemp(`${dirname(path)}/.`);
  try {
    const made = join(folder, 's');
    await listen(made);
    await chmod(made, 0o600);
    const identity = await identityOf(made);
    await rename(made, path);
    return {
      async remove() {
        if ((await identityOf(path).catch(() => undefined)) === identity) await unlink(path);
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tells one file from the next; the number of an inode alone is soon given to another. */
async function identityOf(path: string): Promise<string> {
  const { dev, ino, birthtimeNs } = await lstat(path, { bigint: true });
  return `${dev} ${ino} ${birthtimeNs}`;
}

async function refuseTaken(path: string): Promise<void> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return;
  if (!stats.isSocket()) throw new Error(`${path} exists and is not a socket`);
  if (await isListenedOn(path)) throw new Error(`the socket ${path} is in use by a server that runs`);
}

function isListenedOn(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // ECONNREFUSED is how a file answers whose server is gone. EAGAIN comes from one that is too busy to answer.
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false);
      else if (error.code === 'EAGAIN') resolve(true);
      else reject(error);
    });
  });
}
