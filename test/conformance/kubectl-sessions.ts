import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Verdicts } from './not-yet.ts';

/** What goes before a session's name in not-yet.json. */
export const KUBECTL_GROUP = 'kubectl/';

// A session mostly waits for processes, and two of them at a time keep two cores busy.
const AT_A_TIME = 3;

interface Session {
  readonly name: string;
}

/** Whether there is a kubectl on the PATH. */
export function hasKubectl(): boolean {
  return spawnSync('kubectl', ['version', '--client']).status === 0;
}

/** All recorded kubectl sessions. */
export async function readSessions(): Promise<Session[]> {
  const folder = new URL('kubectl/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.flatMap((text): Session[] => JSON.parse(text).sessions);
}

/** Plays sessions against the server at `url`, each by a kubectl.mjs of its own. Names get KUBECTL_GROUP in front. */
export async function playSessions(url: string, sessions: readonly Session[]): Promise<Verdicts> {
  const folder = await mkdtemp(join(tmpdir(), 'podledger-sessions-'));
  const verdicts = new Map<string, string | undefined>();
  const queue = [...sessions];
  const drain = async (): Promise<void> => {
    for (let session = queue.shift(); session !== undefined; session = queue.shift()) {
      const file = join(folder, `${session.name}.json`);
      await writeFile(file, JSON.stringify({ sessions: [session] }));
      verdicts.set(KUBECTL_GROUP + session.name, await play(url, file));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, drain));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return verdicts;
}

function play(url: string, file: string): Promise<string | undefined> {
  const player = fileURLToPath(new URL('kubectl.mjs', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [player, '--server', url, file], (error, stdout, stderr) => {
      resolve(error === null ? undefined : `${stdout}${stderr}`.trim() || String(error));
    });
  });
}
