import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** The names of the browser, as Debian and others install it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where the browser is on this machine; undefined where it is not. */
export function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the browser, for which all of `names` are names of this machine. */
export function launchBrowser(executablePath: string, names: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // It runs as root in containers.
      '--no-sandbox',
      `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
      // What newer browsers do themselves to protect servers on the same machine, others do not.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
    ],
  });
}

/** A server that answers every path with an empty page, for scripts to run in. */
export interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server of empty pages on a port of its own. */
export async function servePages(): Promise<PageServer> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>page</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
