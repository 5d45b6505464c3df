import type { FastifyInstance } from 'fastify';
import { badRequest } from '../../apimachinery/status-error.ts';
import type { ImportObjects } from '../../registry/import-object.ts';
import type { Turns } from '../../time/turns.ts';
import type { Deadlines } from '../connection/deadlines.ts';
import { documentOf } from '../decoding/body-decoding.ts';
import { asIs } from '../respond/respond.ts';
import { refuseOthers } from './refuse-others.ts';

/** Where objects are taken as they were in another store. It is no path of a resource: whoever may POST to it may write anything. */
const IMPORT_PATH = '/podledger/import';

/** What the route of imports is made of. */
export interface ImportRouteOptions {
  readonly importObjects: ImportObjects;
  readonly deadlines: Deadlines;
  readonly turns: Turns;
}

/**
 * Installs the way in for objects from another store: POST of JSON lines, an object each, answered by how many were created, replaced and
 * unchanged, or by why the first of them was refused (see importAll).
 */
export function installImport(app: FastifyInstance, { importObjects, deadlines, turns }: ImportRouteOptions): void {
  app.post(IMPORT_PATH, async (request, reply) => {
    const { signal } = deadlines.current();
    const documents = documentOf(request)
      .text.split('\n')
      .filter((line) => line.trim() !== '');
    if (documents.length === 0)
      throw badRequest('there is nothing to be imported: the body has to be JSON lines, an object each');
    const counts = await importObjects(documents, { signal, pause: () => turns.pause() });
    return reply.header('content-type', 'application/json').serializer(asIs).send(JSON.stringify(counts));
  });
  refuseOthers(app, IMPORT_PATH, ['POST']);
}
