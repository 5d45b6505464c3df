import { randomBytes } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

// The name of the one cluster, user and context.
const NAME = 'podledger';
const PLAIN_HTTP = '\n    insecure-skip-tls-verify: true';

/**
 * The text of a kubeconfig (YAML) whose current context reaches the server at `url`, in namespace `default`. Where the server is
 * reached without TLS it says so a second time: @kubernetes/client-node takes no URL with http otherwise.
 */
export function kubeconfigFor(url: string): string {
  return `apiVersion: v1
kind: Config
current-context: ${NAME}
clusters:
- name: ${NAME}
  cluster:
    server: ${JSON.stringify(url)}${url.startsWith('http:') ? PLAIN_HTTP : ''}
users:
- name: ${NAME}
  user: {}
contexts:
- name: ${NAME}
  context:
    cluster: ${NAME}
    user: ${NAME}
    namespace: default
`;
}

/**
 * Writes a kubeconfig, readable by its owner only; a reader of the file sees the old text or the new, never a part.
 * Replaces a file that holds nothing but entries named podledger, and rejects with an Error for any other: someone's
 * access to other clusters may stand in it. Rejects with the Error of the file system where the file cannot be written.
 */
export async function writeKubeconfig(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  await refuseForeign(target);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function refuseForeign(file: string): Promise<void> {
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return;
  // Reading a terminal or a pipe would wait for input.
  if (!stats.isFile()) throw new Error('it exists and is not a regular file');
  const present = await readFile(file, 'utf8');
  if (present.trim() === '') return;
  const { parse } = await import('yaml');
  let config: unknown;
  try {
    config = parse(present);
  } catch {
    throw new Error('it exists and is not a kubeconfig');
  }
  if (!isObject(config) || config.kind !== 'Config') throw new Error('it exists and is not a kubeconfig');
  for (const list of ['clusters', 'users', 'contexts']) {
    const entries = config[list] ?? [];
    const own = Array.isArray(entries) && entries.every((entry: unknown) => isObject(entry) && entry.name === NAME);
    if (!own) throw new Error(`it exists and holds ${list} other than ${NAME}'s`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
