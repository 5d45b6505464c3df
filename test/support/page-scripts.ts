/**
 * What a web page can do to a server at `url` (without a slash at the end), each as a script that resolves to what the page
 * has learned: undefined where that is nothing.
 */
export interface PageScript {
  readonly what: string;
  readonly script: (url: string) => string;
  /** Whether the page goes to the server itself. */
  readonly navigates?: boolean;
}

/** A script that reads an answer. */
export interface ReadingScript extends PageScript {
  /** What the answer holds where the page gets through. */
  readonly answer: object;
}

const NAMESPACES = '/api/v1/namespaces';
const SECRETS = '/api/v1/secrets';

/** A namespace that no test makes otherwise. */
const BODY = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { generateName: 'by-a-page-' } });

const CREATED = { kind: 'Namespace', metadata: { generateName: 'by-a-page-' } };

const call = (body: string): string => `(async () => { ${body} })().catch(() => undefined)`;
const text = JSON.stringify;

/** What reads through `fetch` and can be let in by CORS; all of it works on a page of the server itself. */
export const readingScripts: readonly ReadingScript[] = [
  {
    what: 'reads a list by fetch',
    answer: { kind: 'NamespaceList' },
    script: (url) => call(`return await (await fetch(${text(url + NAMESPACES)})).text()`),
  },
  {
    what: 'creates an object by fetch',
    answer: CREATED,
    script: (url) =>
      call(`const headers = { 'content-type': 'application/json' };
        const options = { method: 'POST', headers, body: ${text(BODY)} };
        return await (await fetch(${text(url + NAMESPACES)}, options)).text()`),
  },
  {
    what: 'creates an object by a simple request, which needs no leave',
    answer: CREATED,
    script: (url) =>
      call(`const options = { method: 'POST', body: new Blob([${text(BODY)}]) };
        return await (await fetch(${text(url + NAMESPACES)}, options)).text()`),
  },
  {
    what: 'watches over a WebSocket',
    answer: { type: 'ADDED', object: { kind: 'Namespace' } },
    script: (url) =>
      call(`return await new Promise((resolve) => {
        const socket = new WebSocket(${text(`${url.replace('http', 'ws')}${NAMESPACES}?watch=1`)});
        socket.onmessage = ({ data }) => { socket.close(); resolve(data); };
        socket.onerror = () => resolve(undefined);
      })`),
  },
];

/** What needs no answer to do harm, or reads by other means. */
export const blindScripts: readonly PageScript[] = [
  {
    what: 'creates an object without reading the answer',
    script: (url) =>
      call(`const options = { method: 'POST', mode: 'no-cors', body: new Blob([${text(BODY)}]) };
        await fetch(${text(url + NAMESPACES)}, options)`),
  },
  {
    what: 'creates an object as text',
    script: (url) =>
      call(`const headers = { 'content-type': 'text/plain' };
        await fetch(${text(url + NAMESPACES)}, { method: 'POST', mode: 'no-cors', headers, body: ${text(BODY)} })`),
  },
  {
    what: 'reads without leave',
    script: (url) =>
      call(`return (await (await fetch(${text(url + SECRETS)}, { mode: 'no-cors' })).text()) || undefined`),
  },
  {
    what: 'deletes an object',
    script: (url) =>
      call(`return (await fetch(${text(`${url}${NAMESPACES}/kube-node-lease`)}, { method: 'DELETE' })).status`),
  },
  {
    what: 'asks for what is no object',
    script: (url) => call(`return await (await fetch(${text(`${url}/version`)})).text()`),
  },
  { what: 'loads an image', script: (url) => loaded('img', 'src', url + SECRETS) },
  { what: 'loads a script', script: (url) => loaded('script', 'src', url + SECRETS) },
  {
    what: 'posts a form from a frame',
    script: (url) =>
      call(`const frame = document.createElement('iframe');
        frame.name = 'target';
        document.body.append(frame);
        await new Promise((resolve) => { frame.onload = resolve; ${form(url, 'target')} });
        return frame.contentDocument?.body?.textContent || undefined`),
  },
  { what: 'posts a form', script: (url) => call(form(url, '')), navigates: true },
  {
    what: 'follows a link',
    script: (url) => call(`location.href = ${text(url + SECRETS)}`),
    navigates: true,
  },
];

function loaded(element: string, attribute: string, url: string): string {
  return call(`return await new Promise((resolve) => {
    const element = document.createElement(${text(element)});
    element.onload = () => resolve('loaded');
    element.onerror = () => resolve(undefined);
    element[${text(attribute)}] = ${text(url)};
    document.body.append(element);
  })`);
}

/** Text that is sent as NAME=VALUE is JSON where the = stands within a string. */
function form(url: string, target: string): string {
  const [before = '', after = ''] = JSON.stringify({ ...JSON.parse(BODY), note: '=' }).split('=');
  return `const form = document.createElement('form');
    form.method = 'POST';
    form.enctype = 'text/plain';
    form.action = ${text(url + NAMESPACES)};
    form.target = ${text(target)};
    const input = document.createElement('input');
    input.name = ${text(before)};
    input.value = ${text(after)};
    form.append(input);
    document.body.append(form);
    form.submit();`;
}
