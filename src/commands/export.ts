import type { Writable } from 'node:stream';
import { jsonToYaml } from '../apimachinery/yaml/json-to-yaml.ts';
import { showProgress } from '../process/progress.ts';
import { replaceFile } from '../storage/replace-file.ts';
import { apiClient } from './api-client.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { diskStore } from './disk-store.ts';
import type { ObjectSource } from './object-source.ts';
import { namedServer } from './server-address.ts';
import { serverObjects } from './server-objects.ts';
import { storeObjects } from './store-objects.ts';

type Write = (text: string) => Promise<void>;

const CHUNK_CHARACTERS = 256 * 1024;
const FORMS = ['jsonl', 'yaml'] as const;

/** Writes every object of a store to a file, or to standard output where none is named or it is `-`. Rejects where it cannot. */
export async function exportObjects(file: string, context: CommandContext): Promise<void> {
  const { options, output, print, note, terminal, now, signal } = context;
  const form = FORMS.find((name) => name === (options.output ?? 'jsonl'));
  if (form === undefined)
    throw new UsageError('output', `${JSON.stringify(options.output)} is not one of ${FORMS.join(', ')}`);
  const source = await openSource(context);
  const progress = showProgress('exporting', 'objects', terminal, now);
  try {
    let count = 0;
    const write = async (to: Write): Promise<void> => {
      let chunk = form === 'yaml' ? YAML_HEAD : '';
      for await (const object of source.objects()) {
        chunk += form === 'yaml' ? await jsonToYaml(`[${object}]`) : `${object}\n`;
        count += 1;
        if (chunk.length < CHUNK_CHARACTERS) continue;
        await to(chunk);
        chunk = '';
        progress.report(count, source.count);
        signal.throwIfAborted();
      }
      await to(form === 'yaml' && count === 0 ? `${YAML_HEAD.trimEnd()} []\n` : chunk);
    };
    if (file === '-') {
      await write((text) => written(output, text));
    } else await replaceFile(file, (handle) => write((text) => handle.writeFile(text)));
    progress.clear();
    for (const line of source.leftOut()) note(line);
    if (file !== '-') print(`exported ${count} objects of version ${source.version} to ${file}\n`);
  } finally {
    progress.clear();
    await source.close();
  }
}

/** Resolves when a stream has taken a text. */
function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

const YAML_HEAD = 'apiVersion: v1\nkind: List\nmetadata: {}\nitems:\n';

async function openSource(context: CommandContext): Promise<ObjectSource> {
  const server = await namedServer(context);
  if (server !== undefined) return serverObjects(apiClient(server, context.signal));
  const { store } = context.options;
  if (store === undefined)
    throw new UsageError('store', 'name what to export: --store lmdb:DIR, --server URL or --kubeconfig FILE');
  return storeObjects(diskStore(store));
}
