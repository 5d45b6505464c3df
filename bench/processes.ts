import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// The unit of processor time in /proc: 100 ticks a second on every Linux that Node runs on.
const MILLISECONDS_PER_TICK = 10;

/** The yardstick, as a program. */
export const BARE = fileURLToPath(new URL('bare-server.ts', import.meta.url));
/** What is measured, as it is shipped. */
export const PODLEDGER = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** The flags with which it is measured. */
export const FLAGS: readonly string[] = ['--port', '0', '--log-level', 'info'];

/** A server under measurement, as a process of its own. */
export interface Measured {
  readonly name: string;
  readonly url: string;
  /** Resident memory, in MiB. */
  memory(): number;
  /** The most resident memory that it has had since the last call of `forgetPeak`, in MiB. */
  peakMemory(): number;
  forgetPeak(): void;
  /** Processor time that its main thread has used, in milliseconds. */
  processorTime(): number;
  stop(): Promise<void>;
}

/** Starts a program that logs a line of JSON with its `url`, and waits for that line. */
export async function startProgram(name: string, program: string, ...flags: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, [...nodeFlagsOf(program), program, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid = 0 } = child;
  const url = await urlOf(child);
  return {
    name,
    url,
    memory: () => mebibytes(pid, 'VmRSS'),
    peakMemory: () => mebibytes(pid, 'VmHWM'),
    // 5 is what the kernel takes for "begin again with the highest resident memory" (proc(5)).
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    processorTime: () => {
      // After the name, which may hold spaces, in parentheses: field 12 is time in user mode, 13 time in the kernel.
      const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function mebibytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

/** The address that a program tells on its standard output; later lines are read and dropped. */
export async function urlOf(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { readonly url?: string } = JSON.parse(line);
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error('the program ended without telling its address');
}

/** What a load came to. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p99: number;
  readonly failed: number;
  /** How busy the load generator was, of 1. */
  readonly busy: number;
}

/** What the load generator does: it writes statuses, reads pods, creates them, or reads one path over and over. */
export type Verb = 'put' | 'patch' | 'apply' | 'get' | 'create' | 'read';

/** How a load is not as most are. */
export interface LoadOptions {
  /** What is read over and over where one path is read. */
  readonly path?: string;
  /** 64 otherwise. */
  readonly connections?: number;
}

/** Runs the load generator against a server that holds `pods` pods. */
export async function load(
  url: string,
  verb: Verb,
  pods: number,
  seconds: number,
  { path, connections = 64 }: LoadOptions = {},
): Promise<Load> {
  const program = fileURLToPath(new URL('load.ts', import.meta.url));
  const options = JSON.stringify({ url, verb, pods, connections, seconds, path });
  const { stdout } = await promisify(execFile)(process.execPath, [program, options]);
  return JSON.parse(stdout);
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends one request; resolves to the text of its answer, and rejects where that is no success. */
export function send(method: string, url: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject).on('end', () => {
        if ((response.statusCode ?? 0) < 300) resolve(text);
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** The flags that a program's first line (`#!/usr/bin/env -S node FLAGS`) has node run it with, as a shell or npx would. */
export function nodeFlagsOf(program: string): string[] {
  const [line = ''] = readFileSync(program, 'utf8').split('\n', 1);
  return /^#!.* node (.+)$/.exec(line)?.[1]?.split(' ') ?? [];
}
