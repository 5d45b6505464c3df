import type { TSchema } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AdmittedResource } from '../../admission/admission.ts';
import { Admission, type AdmissionChain } from '../../admission/admission-chain.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ActionRequest, ActionResult } from '../../registry/definition/action.ts';
import type { Peers } from '../../registry/definition/peers.ts';
import type { Deadlines } from '../connection/deadlines.ts';
import { decodingOf } from '../decoding/body-decoding.ts';
import { matchNamespace } from '../decoding/object-identity.ts';
import { type PathParameters, writeContextOf } from '../endpoint.ts';
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

/** What is done with a body. */
export interface Action {
  /** The kind of the body. */
  readonly kind: GroupVersionKind;
  /** The schema of the answer's body. */
  readonly schema: TSchema;
  /** Refuses a body that makes no sense. @throws StatusError */
  check?(body: unknown, request: ActionRequest): void;
  /** Does what is asked for. The body is decoded, checked and admitted. */
  perform(body: unknown, request: ActionRequest): Promise<ActionResult>;
}

/** POST of something that is to be done, whose body has the schema: whatever the action answers; 404 no such namespace or object. */
export function actionHandler(
  { admission, deadlines, now, peers }: ActionServices,
  { resource, subresource }: ActionTarget,
  action: Action,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const body = request.body as ApiObject;
    const { options, warnings } = decodingOf(request);
    const parameters = request.params as PathParameters;
    matchNamespace(body, parameters);
    const name = parameters.name ?? body.metadata.name ?? '';
    const { dryRun } = options;
    const asked = { ...writeContextOf({ deadlines }, request, options), name, dryRun, now, peers };
    const plan = admission.planOf('CREATE', resource, subresource, action.kind);
    const admitting = plan && new Admission(plan, asked);
    const acting = act(action, body, asked, admitting);
    const { code, object, warnings: more = [] } = await (admitting === undefined ? acting : admitting.telling(acting));
    const told = [...warnings, ...more, ...(admitting?.tell([]) ?? [])];
    return respond(request, reply, { code, json: JSON.stringify(object), schema: action.schema, warnings: told });
  };
}

async function act(
  action: Action,
  body: unknown,
  request: ActionRequest,
  admission: Admission | undefined,
): Promise<ActionResult> {
  await admission?.admit(body, undefined);
  action.check?.(body, request);
  await admission?.validate(body, undefined);
  return action.perform(body, request);
}
