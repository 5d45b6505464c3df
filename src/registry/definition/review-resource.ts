import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { ActionRequest, ActionResource } from './action.ts';
import { setOwners } from './owners-of-action.ts';

/** A kind by which clients ask the server something. */
export interface ReviewDescription<T> {
  readonly kind: GroupVersionKind;
  /** The resource's name in paths, in plural. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly schema: TSchema;
  /** Refuses a question that makes no sense. @throws StatusError */
  check?(review: T, request: ActionRequest): void;
  /**
   * The answer: the question with its status filled in, without kind and apiVersion. The question says in its metadata who owns
   * its fields, as that of any new object does. @throws StatusError
   */
  answer(review: T, request: ActionRequest): Promise<object>;
}

/** The resource of a review: to create one is to get the answer, and nothing is stored. */
export function reviewResource<T extends ApiObject>({
  kind,
  resource,
  namespaced,
  schema,
  check,
  answer,
}: ReviewDescription<T>): ActionResource {
  const apiVersion = apiVersionOf(kind);
  return {
    kind,
    resource,
    singularName: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: ['create'],
    schema,
    strategy: { namespaced },
    // To refuse a question about a namespace would tell whether there is one.
    asksOnly: true,
    subresources: {},
    // The route decodes bodies of the schema above.
    ...(check !== undefined && { check: (body, request) => check(body as T, request) }),
    async perform(body, request) {
      const review = body as T;
      setOwners(review, { schema, kind, subresource: '' }, request);
      return { code: 201, object: { kind: kind.kind, apiVersion, ...(await answer(review, request)) } };
    },
  };
}
