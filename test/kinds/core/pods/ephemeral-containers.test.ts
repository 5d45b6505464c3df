import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../../src/index.ts';
import { createPod, PODS, send, serve } from '../../../support/http.ts';
import { mergePatch, readPod } from './subresources.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const debug = { name: 'debug', image: 'busybox:1', targetContainerName: 'main' };

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const write = (name: string, ephemeralContainers: readonly object[], members: object = {}) =>
  mergePatch(server, `${name}/ephemeralcontainers`, { spec: { ephemeralContainers }, ...members });
const causes = async (answer: ReturnType<typeof write>) => (await answer).json().details;

describe('ephemeral containers of a pod', () => {
  it('are added with their defaults, which counts as a change of the spec', async () => {
    await createPod(server, 'a');
    const { metadata, spec } = (await write('a', [debug])).json();
    expect(metadata.generation).toBe(2);
    expect(spec).toMatchObject({
      ephemeralContainers: [{ ...debug, imagePullPolicy: 'IfNotPresent', terminationMessagePolicy: 'File' }],
    });
    const read = await send(server, 'GET', `${PODS}/a/ephemeralcontainers`);
    expect(read.json()).toMatchObject({ kind: 'Pod', spec });
  });

  it('are all that is changed: neither the rest of the spec nor labels', async () => {
    const before = await createPod(server, 'b', { metadata: { labels: { a: '1' } } });
    const labels = { metadata: { labels: { a: '2' }, finalizers: ['example.com/hold'] } };
    const { metadata, spec, status } = (await write('b', [debug], { ...labels, status: { phase: 'Failed' } })).json();
    expect(metadata).toMatchObject({ labels: { a: '1' } });
    expect(metadata).not.toHaveProperty('finalizers');
    expect(status).toEqual(before.status);
    const { ephemeralContainers, ...rest } = spec as Record<string, unknown>;
    expect(ephemeralContainers).toHaveLength(1);
    expect(rest).toEqual(before.spec);
  });

  it('may be added by PUT, in any order, beside those that are there', async () => {
    await createPod(server, 'c');
    const one = (await write('c', [debug])).json();
    const second = { ...debug, name: 'second' };
    const [first] = (one.spec as { ephemeralContainers: object[] }).ephemeralContainers;
    const body = { ...one, spec: { ...(one.spec as object), ephemeralContainers: [second, first] } };
    const headers = { 'content-type': 'application/json' };
    const put = await send(server, 'PUT', `${PODS}/c/ephemeralcontainers`, { headers, body });
    expect(put.json()).toMatchObject({ spec: { ephemeralContainers: [{ name: 'second' }, { name: 'debug' }] } });
  });

  it('may neither be changed nor removed', async () => {
    await createPod(server, 'd');
    await write('d', [debug]);
    const forbidden = (what: string) => ({
      causes: [
        {
          reason: 'FieldValueForbidden',
          message: `Forbidden: existing ephemeral containers "debug" may not be ${what}`,
          field: 'spec.ephemeralContainers',
        },
      ],
    });
    expect(await causes(write('d', []))).toMatchObject(forbidden('removed\n'));
    expect(await causes(write('d', [{ ...debug, image: 'other:1' }]))).toMatchObject(forbidden('changed'));
  });

  it('have names of their own, targets that exist, and no ports', async () => {
    await createPod(server, 'e');
    const wrong = { name: 'main', image: 'i:1', targetContainerName: 'none', ports: [{ containerPort: 80 }] };
    expect(await causes(write('e', [wrong]))).toMatchObject({
      causes: [
        { field: 'spec.ephemeralContainers[0].name', message: 'Duplicate value: "main"' },
        { field: 'spec.ephemeralContainers[0].targetContainerName', message: 'Not found: "none"' },
        {
          field: 'spec.ephemeralContainers[0].ports',
          message: 'Forbidden: cannot be set for an Ephemeral Container',
        },
      ],
    });
  });

  it('are not for static pods', async () => {
    await createPod(server, 'f', { metadata: { annotations: { [MIRROR]: 'x' } }, spec: { nodeName: 'n1' } });
    expect((await write('f', [debug])).json()).toMatchObject({
      code: 422,
      message: 'Pod "f" is invalid: []: Forbidden: static pods do not support ephemeral containers',
    });
    expect((await readPod(server, 'f')).metadata.generation).toBe(1);
  });
});
