#!/usr/bin/env -S node --max-semi-space-size=4
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { helpText, versionText } from './command-line/help.ts';
import { type CommandLine, parseCommandLine } from './command-line/parse-command-line.ts';
import type { Config } from './config.ts';
import { stopGracefully } from './process/graceful-stop.ts';
import type { RunningServer } from './server/server.ts';

// The exit codes that --help names.
const FAILED = 1;
const USAGE = 2;

// The signals that stop the server, with the numbers that a shell adds to 128 for a process they ended.
const STOP_SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;

// A key press reaches a server under npm twice: the terminal sends it to all processes in the foreground, and npm passes
// it on. A SIGINT that follows the first within this time is its echo.
const ECHO_MS = 100;

// Compiled code is kept from one start to the next, which halves the time to the first answer.
enableCompileCache();
// A reader that goes away, such as `head`, must not take the server with it.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const commandLine = parseCommandLine(process.argv.slice(2), process.env);
switch (commandLine.action) {
  case 'help':
    process.stdout.write(helpText(commandLine.command));
    break;
  case 'version':
    process.stdout.write(versionText());
    break;
  case 'refuse':
    fail(USAGE, commandLine.message);
    break;
  case 'serve':
    await serve(commandLine);
    break;
  case 'run':
    await run(commandLine);
}

async function run({ command, words, options, origins }: Extract<CommandLine, { action: 'run' }>): Promise<void> {
  const giveUp = new AbortController();
  const stopRequested = firstStopSignal(() => {}).then((signal) => {
    giveUp.abort();
    return signal;
  });
  const { runCommand } = await import('./commands/run-command.ts');
  const { UsageError } = await import('./commands/command-context.ts');
  try {
    await runCommand(command, words, {
      options,
      print: (text) => void process.stdout.write(text),
      note: (line) => void process.stderr.write(`podledger: ${line}\n`),
      input: process.stdin,
      output: process.stdout,
      terminal: process.stderr,
      now: Date.now,
      signal: giveUp.signal,
    });
  } catch (error) {
    if (giveUp.signal.aborted) process.exit(128 + STOP_SIGNALS[await stopRequested]);
    if (error instanceof UsageError)
      return fail(USAGE, `${origins.get(error.option) ?? `--${error.option}`}: ${messageOf(error)}`);
    fail(FAILED, `${command}: ${messageOf(error)}`);
  }
}

async function serve({ options, origins, warnings }: Extract<CommandLine, { action: 'serve' }>): Promise<void> {
  let server: RunningServer | undefined;
  const stopRequested = firstStopSignal(() => server?.kill());

  // Imported as they are needed, so that --help and a wrong flag are answered at once.
  const { completeConfig, OptionError } = await import('./config.ts');
  const { writeKubeconfig: kubeconfig, ...serverOptions } = options;
  const completed = completeConfig(serverOptions);
  const refuse = ({ option, problem }: { readonly option: string; readonly problem: string }): void =>
    fail(USAGE, `${origins.get(option) ?? option}: ${problem}`);
  if (!completed.ok) return refuse(completed);
  const { config } = completed;

  const { createLogger } = await import('./process/log.ts');
  const logger = createLogger(config.logLevel);
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (err: unknown) => {
      logger.fatal({ err }, `podledger ends because of an ${event}`);
      process.exit(FAILED);
    });
  }
  for (const warning of warnings) logger.warn(warning);

  try {
    const { createServer } = await import('./server/server.ts');
    const { limitHeapGrowth } = await import('./process/heap-limits.ts');
    server = await createServer(config);
    limitHeapGrowth();
  } catch (error) {
    if (error instanceof OptionError) return refuse(error);
    logger.debug({ err: error }, 'the start failed');
    return fail(FAILED, startFailure(error, config));
  }
  const { url } = server;
  if (kubeconfig !== undefined) {
    try {
      const { kubeconfigFor, writeKubeconfig } = await import('./process/kubeconfig.ts');
      await writeKubeconfig(kubeconfig, kubeconfigFor(url));
    } catch (error) {
      server.kill();
      return fail(FAILED, `cannot write the kubeconfig ${kubeconfig}: ${messageOf(error)}`);
    }
  }
  const cri = config.criSocket === undefined ? '' : `, and on unix://${config.criSocket} as a container runtime`;
  logger.info(
    { url, version: config.version, store: config.store.kind, criSocket: config.criSocket },
    `podledger ${config.version} listens on ${url} (${config.store.kind} store)${cri}; point kubectl at it: ${
      kubeconfig === undefined ? `kubectl --server=${url} get pods` : `export KUBECONFIG=${resolve(kubeconfig)}`
    }`,
  );

  logger.info(`${await stopRequested}: podledger stops once the requests in flight are answered`);
  const graceful = await stopGracefully(server, config.shutdownGraceMs);
  if (!graceful) logger.error(`requests were cut after ${config.shutdownGraceMs} ms`);
  process.exit(graceful ? 0 : FAILED);
}

/** Resolves to the first signal that asks to stop; the next one ends the process at once, after calling `cut`. */
function firstStopSignal(cut: () => void): Promise<keyof typeof STOP_SIGNALS> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const [name, number] of Object.entries(STOP_SIGNALS)) {
      const signal = name as keyof typeof STOP_SIGNALS;
      process.on(signal, () => {
        const now = performance.now();
        const underNpm = process.env.npm_lifecycle_event !== undefined;
        if (askedAt === undefined) {
          askedAt = now;
          resolve(signal);
        } else if (!(underNpm && signal === 'SIGINT' && now - askedAt < ECHO_MS)) {
          cut();
          process.exit(128 + number);
        }
      });
    }
  });
}

function startFailure(error: unknown, { bindAddress, port }: Config): string {
  const address = `${bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress}:${port}`;
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'EADDRINUSE':
      return `cannot listen on ${address}: the port is in use; choose another with --port, or any free one with --port 0`;
    case 'EACCES':
      return `cannot listen on ${address}: permission denied; choose a port above 1023 with --port`;
    default:
      return `cannot start: ${messageOf(error)}`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(code: number, message: string): void {
  process.stderr.write(`podledger: ${message}\n`);
  process.exit(code);
}
