import type { TSchema } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AdmissionChain, type AdmittedResource, admit } from '../../admission/admission.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { ANONYMOUS } from '../../auth/authentication/anonymous.ts';
import type { ActionRequest, ActionResult } from '../../registry/definition/action.ts';
import type { Peers } from '../../registry/definition/peers.ts';
import type { RequestContext } from '../../registry/definition/request-context.ts';
import type { Deadlines } from '../connection/deadlines.ts';
import { decodingOf } from '../decoding/body-decoding.ts';
import { matchNamespace } from '../decoding/object-identity.ts';
import { contextOf, type PathParameters, writeContextOf } from '../endpoint.ts';
import { respond } from '../respond/respond.ts';

/** What all actions of a server share. */
export interface ActionServices {
  readonly admission: AdmissionChain;
  readonly deadlines: Deadlines;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly peers: Peers;
}

/** What an action is admitted as: the creation of a resource, or of a subresource. */
export interface ActionTarget {
  readonly resource: AdmittedResource;
  /** '' where the action has a resource of its own. */
  readonly subresource: string;
}

/** Does what is asked for. The body is decoded and admitted. */
export type Perform = (body: unknown, request: ActionRequest, context: RequestContext) => Promise<ActionResult>;

/** POST of something that is to be done, whose body has the schema: whatever the action answers; 404 no such namespace or object. */
export function actionHandler(
  { admission, deadlines, now, peers }: ActionServices,
  target: ActionTarget,
  schema: TSchema,
  perform: Perform,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const body = request.body as ApiObject;
    const { options, warnings } = decodingOf(request);
    const parameters = request.params as PathParameters;
    matchNamespace(body, parameters);
    const context = contextOf({ deadlines }, request);
    const name = parameters.name ?? body.metadata.name ?? '';
    await admit(admission, { operation: 'CREATE', ...target, ...context, name, object: body });
    const { manager } = writeContextOf({ deadlines }, request, options);
    const { code, object } = await perform(
      body,
      { ...context, name, dryRun: options.dryRun, now, peers, user: ANONYMOUS, manager },
      context,
    );
    return respond(request, reply, { code, json: JSON.stringify(object), schema, warnings });
  };
}
