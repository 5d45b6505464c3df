import createClient from 'openapi-fetch';
import type { components, paths } from './generated/podledger.d.ts';

type Pod = components['schemas']['Pod'];
type Status = components['schemas']['Status'];

/** What the session saw, for a test to look at. */
export interface Session {
  readonly created: Pod | undefined;
  readonly replaced: Pod | undefined;
  readonly read: Pod | undefined;
  readonly patched: Pod | undefined;
  readonly listed: readonly (string | undefined)[];
  readonly conflict: Status | undefined;
  readonly invalid: readonly (string | undefined)[];
  readonly deleted: Pod | undefined;
  /** The types of the events since the pod was created. */
  readonly watched: readonly string[];
  readonly missing: number;
  readonly gitVersion: string | undefined;
}

/** Creates a pod, reports its status, patches and deletes it, and watches what became of it, with a client that is typed by openapi.yaml. */
export async function runSession(baseUrl: string): Promise<Session> {
  const client = createClient<paths>({ baseUrl });
  const path = { namespace: 'default', name: 'hello-world' };
  const object = '/api/v1/namespaces/{namespace}/pods/{name}';
  const status = '/api/v1/namespaces/{namespace}/pods/{name}/status';

  const created = await client.POST('/api/v1/namespaces/{namespace}/pods', {
    params: { path: { namespace: 'default' }, query: { fieldValidation: 'Strict' } },
    body: {
      metadata: { name: 'hello-world', labels: { name: 'brace' } },
      spec: {
        containers: [
          {
            name: 'hello-world',
            image: 'beego:v1',
            // No protocol: a generated client must not ask for what the server fills in.
            ports: [{ containerPort: 8080 }],
            resources: { requests: { cpu: '100m' } },
            readinessProbe: { httpGet: { port: 'web' } },
          },
        ],
      },
    },
  });
  const replaced = await client.PUT(status, {
    params: { path },
    body: {
      metadata: { name: 'hello-world', labels: { name: 'brace' } },
      status: {
        phase: 'Running',
        podIP: '172.16.0.4',
        conditions: [
          { type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2016-08-08T07:41:29Z' },
        ],
      },
    },
  });
  const read = await client.GET(status, { params: { path } });
  const conflict = await client.PUT(status, {
    params: { path },
    body: { metadata: { name: 'hello-world', resourceVersion: created.data?.metadata?.resourceVersion ?? '' } },
  });
  const invalid = await client.PUT(status, {
    params: { path },
    body: { metadata: { name: 'hello-world' }, status: { podIPs: [{ ip: 'nowhere' }] } },
  });
  const patched = await client.PATCH(object, {
    params: { path },
    headers: { 'content-type': 'application/merge-patch+json' },
    body: { metadata: { labels: { name: null, tier: 'web' } } },
  });
  const listed = await client.GET('/api/v1/pods', { params: { query: { pretty: true } } });
  const deleted = await client.DELETE(object, {
    params: { path },
    body: { preconditions: { uid: created.data?.metadata?.uid ?? '' } },
  });
  const watched = await client.GET('/api/v1/namespaces/{namespace}/pods', {
    params: {
      path: { namespace: 'default' },
      query: { watch: true, resourceVersion: created.data?.metadata?.resourceVersion ?? '', timeoutSeconds: 1 },
    },
    parseAs: 'text',
  });
  const missing = await client.GET(object, { params: { path } });
  const version = await client.GET('/version');

  return {
    created: created.data,
    replaced: replaced.data,
    read: read.data,
    patched: patched.data,
    listed: listed.data?.items.map(({ metadata }) => metadata?.name) ?? [],
    conflict: conflict.error,
    invalid: invalid.error?.details?.causes?.map(({ field }) => field) ?? [],
    deleted: deleted.data,
    watched: eventTypes(String(watched.data)),
    missing: missing.response.status,
    gitVersion: version.data?.gitVersion,
  };
}

/** A watch is a stream of events, a line each, which no OpenAPI document can describe. */
function eventTypes(stream: string): string[] {
  return stream
    .trim()
    .split('\n')
    .map((line): string => JSON.parse(line).type);
}
