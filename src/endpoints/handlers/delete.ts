import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { deleteObject } from '../../registry/delete.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import { documentOf } from '../body-decoding.ts';
import { contextOf, type Endpoint, objectAnswer, type PathParameters } from '../endpoint.ts';
import { deleteOptions } from '../options/delete-options.ts';
import type { Query } from '../options/query.ts';
import type { RequestDocument } from '../request-document.ts';
import { respond } from '../respond.ts';

const DELETE_OPTIONS = { group: '', version: 'v1', kind: 'DeleteOptions' };

/** DELETE of an object: 200 with its last state; 202 where it is not gone yet and orphanDependents is false; 404, 409 a precondition does not hold. */
export function deleteHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '' } = request.params as PathParameters;
    const options = deleteOptions(await bodyOf(documentOf(request)), request.query as Query);
    const deleted = await deleteObject(endpoint.registry, name, contextOf(endpoint, request), options);
    // kube-apiserver tells only those who ask that nothing is orphaned that the object is not gone yet.
    const code = !deleted.removed && options.orphanDependents === false ? 202 : 200;
    return respond(request, reply, objectAnswer(endpoint, code, deleted, undefined));
  };
}

async function bodyOf(document: RequestDocument): Promise<DeleteOptions | undefined> {
  if (document.text === '') return undefined;
  await document.prepare(DELETE_OPTIONS);
  return document.decode(DeleteOptions, DELETE_OPTIONS, { fieldValidation: 'Ignore' }).object;
}
