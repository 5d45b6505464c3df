import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withoutSlash } from './server-url.ts';

/** How a server is reached, and who asks. */
export interface Reach {
  /** The address of the server, without a slash at the end. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly tls?: {
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
    readonly rejectUnauthorized: boolean;
    readonly servername?: string | undefined;
  };
}

type Members = Readonly<Record<string, unknown>>;

/** What the current context of a kubeconfig says. Rejects with an Error where the file cannot be read or asks for what is not supported. */
export async function readKubeconfig(path: string): Promise<Reach> {
  const { parse } = await import('yaml');
  const config = asMembers(parse(await readFile(path, 'utf8')));
  const context = named(config, 'contexts', 'context', textOf(config, 'current-context'));
  const cluster = named(config, 'clusters', 'cluster', textOf(context, 'cluster'));
  const user = named(config, 'users', 'user', textOf(context, 'user'));
  for (const name of ['exec', 'auth-provider', 'username']) {
    if (user[name] !== undefined) throw new Error(`${path}: a user with ${JSON.stringify(name)} is not supported`);
  }
  const url = withoutSlash(textOf(cluster, 'server'));
  if (!/^https?:\/\/./.test(url)) throw new Error(`${path}: its current context names no server`);
  /** What stands in the file itself, in base64, or in another one, whose name is seen from it. */
  const content = async (members: Members, name: string): Promise<string | undefined> => {
    const data = textOf(members, `${name}-data`);
    if (data !== '') return Buffer.from(data, 'base64').toString();
    const file = textOf(members, name);
    return file === '' ? undefined : readFile(resolve(dirname(path), file), 'utf8');
  };
  const tokenFile = textOf(user, 'tokenFile');
  const token = textOf(user, 'token') || (tokenFile === '' ? '' : (await readFile(tokenFile, 'utf8')).trim());
  return {
    url,
    token: token === '' ? undefined : token,
    tls: {
      ca: await content(cluster, 'certificate-authority'),
      cert: await content(user, 'client-certificate'),
      key: await content(user, 'client-key'),
      rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
      servername: textOf(cluster, 'tls-server-name') || undefined,
    },
  };
}

/** The entry of a list that has a name, as far as it is about what it is a list of. */
function named(config: Members, list: string, member: string, name: string): Members {
  const entries = config[list];
  const found = Array.isArray(entries) ? entries.map(asMembers).find((entry) => entry.name === name) : undefined;
  return asMembers(found?.[member]);
}

function textOf(members: Members, name: string): string {
  const value = members[name];
  return typeof value === 'string' ? value : '';
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
