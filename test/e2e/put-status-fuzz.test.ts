import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PodStatus } from '../../schemas/core/v1/pod-status.ts';
import { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { stringifyJson } from '../../src/apimachinery/json/stringify-json.ts';
import type { PodledgerServer } from '../../src/index.ts';
import { fromSchema } from '../support/arbitrary-from-schema.ts';
import { createPod, PODS, putStatus, send, serve } from '../support/http.ts';

const NAME = 'p';

let server: PodledgerServer;
const faults: unknown[] = [];
const note = (fault: unknown): void => void faults.push(fault);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  server = await serve();
  await createPod(server, NAME);
});
afterAll(async () => {
  await server.close();
  process.off('unhandledRejection', note);
});

/** Bodies that are mostly right: a status and metadata of the right types, with whatever values. */
const typed = fc
  .record({
    metadata: fromSchema(ObjectMeta, 1).map((metadata) => ({ ...(metadata as object), namespace: undefined })),
    status: fromSchema(PodStatus, 1),
  })
  .map((body) => ({ ...body, kind: 'Pod' }));

const VERSIONS = [undefined, '', '0', '1', '99999999999999999999', 'abc'];
const named = fc.tuple(typed, fc.constantFrom(...VERSIONS), fc.boolean()).map(
  ([{ metadata, ...body }, resourceVersion, bare]) =>
    stringifyJson({
      ...body,
      metadata: bare ? { name: NAME } : { ...metadata, name: NAME, uid: undefined, resourceVersion },
    }).text,
);

/** The same with a piece cut out, put in or written twice. */
const damaged = fc
  .tuple(
    named,
    fc.nat(),
    fc.nat(40),
    fc.constantFrom('', '"', '{', ']', ',', 'null', '1.5', '\\', '\u0000', ':'),
    fc.boolean(),
  )
  .map(([text, at, length, piece, twice]) => {
    const from = at % (text.length + 1);
    return (
      text.slice(0, from) +
      piece +
      (twice ? text.slice(from, from + length) : '') +
      text.slice(twice ? from : from + length)
    );
  });

const anything = fc.oneof(
  fc.json({ stringUnit: 'binary' }),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
);

const queries = fc.constantFrom('', '?fieldValidation=Strict', '?fieldValidation=Ignore', '?dryRun=All', '?pretty=1');
const headers = fc.constantFrom<Record<string, string>>(
  {},
  {},
  { 'content-type': 'application/yaml' },
  { accept: 'application/yaml' },
);

test('no body of a PUT pods/{name}/status makes the server fail, and the pod can be read afterwards', async () => {
  const outcomes = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 6, arbitrary: named }, { weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: anything }),
      queries,
      headers,
      async (body, query, extra) => {
        const answer = await putStatus(server, NAME, body, { query, headers: extra });
        outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1);
        // As kube-apiserver has it: a version that is no number is a 500 without a reason.
        if (answer.status === 500) {
          expect(answer.text).toContain('strconv.ParseUint: parsing');
        } else {
          expect([200, 400, 409, 415, 422]).toContain(answer.status);
        }
        const read = await send(server, 'GET', `${PODS}/${NAME}`);
        expect(read.status).toBe(200);
        expect(read.json()).toMatchObject({ kind: 'Pod', metadata: { name: NAME, namespace: 'default' } });
        if (answer.status === 200 && !query.includes('dryRun') && extra.accept === undefined) {
          expect(read.json().status).toEqual(answer.json().status);
        }
      },
    ),
    { numRuns: 400 },
  );
  // The bodies must be right often enough for the test to say something.
  expect(outcomes.get(200)).toBeGreaterThan(20);
  expect(outcomes.get(400)).toBeGreaterThan(20);
  expect(outcomes.get(422)).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});
