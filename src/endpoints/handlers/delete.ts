import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { deletionStatus } from '../../apimachinery/status-error.ts';
import { type Deleted, deleteObject } from '../../registry/delete.ts';
import { documentOf } from '../decoding/body-decoding.ts';
import { contextOf, type Endpoint, formSource, objectAnswer, type PathParameters } from '../endpoint.ts';
import { deleteOptions } from '../options/delete-options.ts';
import type { Query } from '../options/query.ts';
import { type Answer, respond } from '../respond/respond.ts';

const DELETE_OPTIONS = { group: 'meta.k8s.io', version: 'v1', kind: 'DeleteOptions' };

/**
 * DELETE of an object: 200 with its last state or, where it is gone and its kind says no more, a Status; 202 where it is not
 * gone yet and orphanDependents is false; 404, 409 a precondition does not hold.
 */
export function deleteHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const source = formSource(endpoint, '');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '' } = request.params as PathParameters;
    const options = await deleteOptionsOf(request);
    const deleted = await deleteObject(endpoint.resource, name, contextOf(endpoint, request), options);
    // kube-apiserver tells only those who ask that nothing is orphaned that the object is not gone yet.
    const code = !deleted.removed && options.orphanDependents === false ? 202 : 200;
    const { deletion } = endpoint.resource.definition;
    const answersObject = !deleted.removed || deletion.returnsObject === true;
    // kube-apiserver answers an object that stays as it stands in the store.
    const answer = answersObject
      ? objectAnswer(source, code, { ...deleted, asStored: !deleted.removed })
      : statusAnswer(endpoint, deleted);
    return respond(request, reply, answer);
  };
}

/** The options of a request that deletes. @throws StatusError 400, 415 or 422 for options that are none. */
export async function deleteOptionsOf(request: FastifyRequest): Promise<DeleteOptions> {
  const document = documentOf(request);
  const query = request.query as Query;
  if (document.text === '') return deleteOptions(undefined, query);
  await document.prepare(DELETE_OPTIONS);
  const { object } = document.decode(DeleteOptions, DELETE_OPTIONS, { fieldValidation: 'Ignore' });
  return deleteOptions(object, query);
}

function statusAnswer<T extends ApiObject>(
  { resource }: Endpoint<T>,
  { value, revision = 0, warnings }: Deleted,
): Answer {
  const { definition } = resource;
  const { name = '', uid = '' } = definition.codec.open(value, revision).metadata;
  const json = JSON.stringify(deletionStatus(definition, name, uid));
  // A Status is never shown in another form.
  return { code: 200, json, inForm: () => json, ...(warnings !== undefined && { warnings }) };
}
