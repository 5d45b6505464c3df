import { type CommandContext, UsageError } from './command-context.ts';
import { type Reach, readKubeconfig } from './kubeconfig.ts';
import { withoutSlash } from './server-url.ts';

/** The running server that `--server` or `--kubeconfig` names; undefined where neither is given. @throws UsageError */
export async function namedServer({ options }: CommandContext): Promise<Reach | undefined> {
  const { server, kubeconfig, store } = options;
  if (server === undefined && kubeconfig === undefined) return undefined;
  const option = server === undefined ? 'kubeconfig' : 'server';
  if (store !== undefined) throw new UsageError(option, 'name a server or, by --store, a store on disk, and not both');
  if (kubeconfig === undefined) return { url: checkedUrl(server ?? '') };
  const reach = await readKubeconfig(kubeconfig);
  return server === undefined ? reach : { ...reach, url: checkedUrl(server) };
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new UsageError('server', `${JSON.stringify(text)} is no URL such as http://127.0.0.1:8080`);
  }
  return withoutSlash(text);
}
