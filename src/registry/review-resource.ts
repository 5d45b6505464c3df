import type { TSchema } from '@sinclair/typebox';
import { apiVersionOf, type GroupVersionKind } from '../apimachinery/group-version-kind.ts';
import type { ActionRequest, ActionResource } from './action.ts';

/** A kind by which clients ask the server something. */
export interface ReviewDescription<T> {
  readonly kind: GroupVersionKind;
  /** The resource's name in paths, in plural. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly schema: TSchema;
  /** The answer: the question with its status filled in, without kind and apiVersion. @throws StatusError */
  answer(review: T, request: ActionRequest): Promise<object>;
}

/** The resource of a review: to create one is to get the answer, and nothing is stored. */
export function reviewResource<T>({
  kind,
  resource,
  namespaced,
  schema,
  answer,
}: ReviewDescription<T>): ActionResource {
  return {
    kind,
    resource,
    singularName: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: ['create'],
    schema,
    strategy: { namespaced },
    subresources: {},
    async perform(body, request) {
      // The route decodes bodies of the schema above.
      const answered = await answer(body as T, request);
      return { code: 201, object: { kind: kind.kind, apiVersion: apiVersionOf(kind), ...answered } };
    },
  };
}
