import { readFile } from 'node:fs/promises';
import type { AgentOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** Where a webhook is, and how it is asked. */
export interface WebhookTarget {
  readonly url: string;
  readonly tls: AgentOptions;
  /** The headers by which this server says who it is. */
  readonly headers: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

const CLUSTER_FIELDS = [
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'insecure-skip-tls-verify',
  'tls-server-name',
];
const USER_FIELDS = [
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
  'tokenFile',
  'username',
  'password',
];

/**
 * Reads the kubeconfig of a webhook, as kube-apiserver's flags for webhooks take it: the cluster is the webhook, the user is this server.
 * Files that it names stand beside it. @throws Error where something is missing, or said that is not supported
 */
export async function readWebhookKubeconfig(path: string): Promise<WebhookTarget> {
  const config = fieldsOf(read(await readFile(path, 'utf8')), 'the file');
  const context = named(config.contexts, 'contexts', config['current-context'], 'context');
  const cluster = named(config.clusters, 'clusters', context.cluster, 'cluster');
  const user = context.user === undefined ? {} : named(config.users, 'users', context.user, 'user');
  refuseOthers(cluster, CLUSTER_FIELDS, 'cluster');
  refuseOthers(user, USER_FIELDS, 'user');
  const url = textOf(cluster.server, 'server');
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error('the server of its cluster is no URL');
  }
  const contentOf = async (fields: Fields, name: string): Promise<string | undefined> => {
    const data = textOf(fields[`${name}-data`], `${name}-data`);
    if (data !== undefined) return Buffer.from(data, 'base64').toString();
    const file = textOf(fields[name], name);
    return file === undefined ? undefined : readFile(resolve(dirname(path), file), 'utf8');
  };
  const [ca, cert, key] = [
    await contentOf(cluster, 'certificate-authority'),
    await contentOf(user, 'client-certificate'),
    await contentOf(user, 'client-key'),
  ];
  const servername = textOf(cluster['tls-server-name'], 'tls-server-name');
  return {
    url,
    tls: {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(servername !== undefined && { servername }),
      ...(cluster['insecure-skip-tls-verify'] === true && { rejectUnauthorized: false }),
    },
    headers: await authorizationOf(user, path),
  };
}

async function authorizationOf(user: Fields, path: string): Promise<Record<string, string>> {
  const file = textOf(user.tokenFile, 'tokenFile');
  const fromFile = file === undefined ? undefined : (await readFile(resolve(dirname(path), file), 'utf8')).trim();
  const token = textOf(user.token, 'token') ?? fromFile;
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const username = textOf(user.username, 'username');
  if (username === undefined) return {};
  const password = textOf(user.password, 'password') ?? '';
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** The entry of a list by its name, as kubeconfigs have them: `{ name, cluster: {...} }`. */
function named(list: unknown, listName: string, name: unknown, member: string): Fields {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  const found = entries.map((entry) => fieldsOf(entry, listName)).find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`there is no ${member} ${JSON.stringify(name ?? '')} in its ${listName}`);
  return fieldsOf(found[member], `the ${member} ${JSON.stringify(name)}`);
}

function refuseOthers(fields: Fields, supported: readonly string[], what: string): void {
  const other = Object.keys(fields).find((field) => !supported.includes(field));
  if (other !== undefined) throw new Error(`${other} of its ${what} is not supported`);
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null) throw new Error(`${what} has no fields`);
  return value as Fields;
}

function textOf(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Error(`${what} is no text`);
  return value;
}

function read(text: string): unknown {
  // An error shows no part of the file, which has secrets.
  return parse(text, { prettyErrors: false });
}
