import { constants, getPriority, setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { deadlines } from '../endpoints/connection/deadlines.ts';
import { buildObjectApp } from '../endpoints/object-app.ts';
import { createLogger } from '../process/log.ts';
import { isSameObject } from '../registry/stored-form/same-object.ts';
import type { AdmissionSetup } from '../server/admission.ts';
import { serverRegistry } from '../server/server-registry.ts';
import { remoteStore } from '../storage/remote-store.ts';
import { systemClock } from '../time/clock.ts';
import { WatchCache } from '../watch/watch-cache.ts';
import { Watches } from '../watch/watches.ts';
import type { AnswerMessage, RequestMessage, RequestWorkerSettings } from './messages.ts';
import { remoteRights } from './remote-rights.ts';

/** What the server's thread hands to the one that it starts. */
export interface RequestWorkerData {
  readonly settings: RequestWorkerSettings;
  readonly storePort: MessagePort;
  /** Undefined where everybody may do everything. */
  readonly rightsPort: MessagePort | undefined;
}

// The thread of requests that take long: it answers one after the other, on the store of the thread that has started it.
const port = parentPort;
if (port === null) throw new Error('this is for a worker thread');
// Where processors are few, the server's own thread goes first. Elsewhere than on Linux a priority is the whole process's, and a
// process that has an even lower one may not raise it.
const { PRIORITY_BELOW_NORMAL } = constants.priority;
if (process.platform === 'linux' && getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);
const { settings, storePort, rightsPort } = workerData as RequestWorkerData;
const store = remoteStore(storePort);
const clock = systemClock();
const fail = (error: unknown): void => {
  throw error;
};
// Lists and watches are not handed on: nothing is asked of these.
const cache = new WatchCache({ store, clock, limits: { events: 1, bytes: 1, ageMs: 1 }, isSameObject, failed: fail });
let current: Pick<RequestMessage, 'now' | 'uid'> = { now: 0, uid: '' };
const registry = await serverRegistry(
  {
    store,
    cache,
    watches: new Watches(cache, clock, fail),
    eventTtlMs: settings.eventTtlMs,
  },
  {
    now: () => current.now,
    randomUUID: () => current.uid,
    admissionPlugins: settings.admissionPlugins,
    ...(rightsPort && (await openGuards(rightsPort))),
  },
);
const limits = deadlines(settings.requestTimeoutMs);
const answer = buildObjectApp({
  endpoints: [...registry].map((resource) => ({
    resource,
    deadlines: limits,
    selfLink: settings.selfLink,
    maxWatches: 0,
  })),
  deadlines: limits,
  logger: createLogger('error'),
});

async function openGuards(questions: MessagePort): Promise<Pick<AdmissionSetup, 'authorizer' | 'guards'>> {
  const { writeGuards } = await import('../server/write-guards.ts');
  const rights = remoteRights(questions);
  return { authorizer: rights, guards: writeGuards(rights, cache.turns) };
}

port.on('message', ({ request, now, uid }: RequestMessage) => {
  current = { now, uid };
  answer(request).then(
    (answered) => port.postMessage({ answer: answered } satisfies AnswerMessage),
    (error: unknown) => port.postMessage({ failure: String(error) } satisfies AnswerMessage),
  );
});
