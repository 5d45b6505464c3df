import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PodledgerServer, type ServerOptions, startServer } from '../../src/index.ts';
import { hasKubectl } from '../conformance/kubectl-sessions.ts';
import { findBrowser, launchBrowser, type PageServer, servePages } from '../support/browser.ts';
import { send } from '../support/http.ts';
import { blindScripts, type PageScript, type ReadingScript, readingScripts } from '../support/page-scripts.ts';

const executable = findBrowser();
if (executable === undefined) {
  const reason = 'there is no chromium on the PATH';
  test.runIf(process.env.CI !== undefined)('chromium is there', () => expect.fail(reason));
  console.warn(`web pages are not tried out: ${reason}`);
}

/** A name that anybody may own. */
const EVIL = 'evil.example';

describe.runIf(executable !== undefined)('a web page in a browser on the same machine', () => {
  let browser: Browser;
  let pages: PageServer;
  let page: Page;
  /** The codes of what servers answer, in order: browsers do not tell of answers that they keep from the page. */
  const statuses: number[] = [];
  const answered = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    // The browser asks for an icon by itself.
    const isOfPage = request.url !== '/favicon.ico' && request.headers.host?.endsWith(`:${pages.port}`) !== true;
    if (isOfPage) statuses.push(response.statusCode);
  };

  beforeAll(async () => {
    browser = await launchBrowser(executable ?? '', [EVIL]);
    pages = await servePages();
    page = await browser.newPage();
    subscribe('http.server.response.finish', answered);
  }, 60_000);
  afterAll(async () => {
    unsubscribe('http.server.response.finish', answered);
    await browser.close();
    await pages.close();
  });

  /** A server for the tests of a scope. */
  function serverOf(options: () => ServerOptions): () => PodledgerServer {
    let server: PodledgerServer | undefined;
    beforeAll(async () => {
      server = await startServer(options());
    });
    afterAll(() => server?.close());
    return () => server ?? expect.fail('the server did not start');
  }

  /** What the page learns by a script. Only what is answered to the script stands in `statuses` then. */
  async function run({ script, navigates = false }: PageScript, url: string): Promise<unknown> {
    statuses.length = 0;
    if (!navigates) return page.evaluate(script(url));
    await Promise.all([page.waitForEvent('framenavigated'), page.evaluate(script(url))]);
    return undefined;
  }

  /** The names of the objects that pages try to create and delete. */
  async function namespaces(server: PodledgerServer): Promise<readonly string[]> {
    const { items } = (await send(server, 'GET', '/api/v1/namespaces')).json<{
      items: { metadata: { name: string; deletionTimestamp?: string } }[];
    }>();
    return items
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => metadata.name);
  }

  describe('learns nothing and changes nothing', () => {
    const server = serverOf(() => ({}));
    let before: readonly string[];
    beforeEach(async () => {
      before = await namespaces(server());
    });

    async function expectNothing(learned: unknown): Promise<void> {
      expect(learned).toBeUndefined();
      expect(statuses.filter((status) => status !== 403)).toEqual([]);
      expect(await namespaces(server())).toEqual(before);
    }

    describe.each([
      ['of another site', `http://${EVIL}`, '127.0.0.1'],
      ['of another port of the same name', 'http://localhost', 'localhost'],
      ['of another name of the machine', 'http://localhost', '127.0.0.1'],
      ['of a name below localhost', 'http://evil.localhost', 'localhost'],
      ['that reaches the machine by the address of all', `http://${EVIL}`, '0.0.0.0'],
    ])('%s', (_, from, host) => {
      test.each([...readingScripts, ...blindScripts])('when it $what', async (script) => {
        await page.goto(`${from}:${pages.port}/`);
        await expectNothing(await run(script, `http://${host}:${new URL(server().url).port}`));
      });
    });

    test.each([...readingScripts, ...blindScripts])('whose origin is hidden, when it $what', async (script) => {
      await page.goto('data:text/html,<title>page</title>');
      await expectNothing(await run(script, server().url));
    });

    test.each([...readingScripts, ...blindScripts])(
      'whose name is given the address of the machine, when it $what',
      async (script) => {
        const learned = await run(script, await rebind(server()));
        // It may read that it is refused.
        await expectNothing(isRefusal(learned) ? undefined : learned);
      },
    );
  });

  /** Opens a page whose name had another address as it was loaded: for the browser it is of one origin with the server. */
  async function rebind(server: PodledgerServer): Promise<string> {
    const url = `http://${EVIL}:${new URL(server.url).port}`;
    const first = `${url}/page`;
    await page.route(first, (route) => route.fulfill({ contentType: 'text/html', body: '<title>page</title>' }));
    await page.goto(first);
    await page.unroute(first);
    return url;
  }

  function isRefusal(learned: unknown): boolean {
    return learned === 403 || (typeof learned === 'string' && JSON.parse(learned).code === 403);
  }

  async function expectAnswer(script: ReadingScript, url: string): Promise<void> {
    expect(JSON.parse(String(await run(script, url)))).toMatchObject(script.answer);
  }

  describe('gets through', () => {
    const plain = serverOf(() => ({}));
    const allowing = serverOf(() => ({
      allowedHosts: [EVIL],
      corsAllowedOrigins: [`^http://${EVIL.replace('.', '\\.')}:${pages.port}$`],
    }));

    test.each(readingScripts)('of the server itself, when it $what', async (script) => {
      const url = plain().url.replace('127.0.0.1', 'localhost');
      expect((await page.goto(`${url}/version`))?.status()).toBe(200);
      await expectAnswer(script, url);
    });

    describe.runIf(hasKubectl())('through a proxy of this machine', () => {
      let proxy: ChildProcess;
      let url: string;
      beforeAll(async () => {
        proxy = spawn('kubectl', ['proxy', '--port=0', `--server=${plain().url}`], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [printed] = proxy.stdout === null ? [] : await once(proxy.stdout, 'data');
        url = `http://${/127\.0\.0\.1:\d+/.exec(String(printed))}`;
      });
      afterAll(() => proxy.kill());

      // Of a WebSocket browsers do not say which page asks.
      test.each(readingScripts.filter(({ answer }) => !('type' in answer)))('when it $what', async (script) => {
        await page.goto(`${url}/version`);
        await expectAnswer(script, url);
      });
    });

    test.each(readingScripts)('whose host --allowed-hosts names, when it $what', async (script) => {
      await expectAnswer(script, await rebind(allowing()));
    });

    test.each(readingScripts)('whose origin --cors-allowed-origins names, when it $what', async (script) => {
      await page.goto(`http://${EVIL}:${pages.port}/`);
      await expectAnswer(script, allowing().url);
    });
  });
});
