import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import { allFieldsBut } from '../../apimachinery/fieldmanager/field-filter.ts';
import { ownersOfCreated, type WriteScope } from '../../apimachinery/fieldmanager/field-manager.ts';
import { mergeTypeOf } from '../../apimachinery/fieldmanager/merge-type.ts';
import { entriesOf } from '../../apimachinery/fieldmanager/owner.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { timestamp } from '../../apimachinery/timestamp.ts';
import type { ActionRequest } from './action.ts';

/** Of what kind the body of an action is, and by which subresource it came, or ''. */
export interface ActionBody {
  readonly schema: TSchema;
  readonly kind: GroupVersionKind;
  readonly subresource: string;
  /** A body that says nothing, where that is not an empty one. */
  readonly nothing?: unknown;
}

/** Has the body of an action say who owns its fields, as a new object does. */
export function setOwners(
  body: ApiObject,
  { schema, kind, subresource, nothing = {} }: ActionBody,
  { manager, now }: ActionRequest,
): void {
  delete body.metadata.managedFields;
  if (manager === undefined) return;
  const scope: WriteScope = {
    type: mergeTypeOf(schema),
    apiVersion: apiVersionOf(kind),
    subresource,
    filter: allFieldsBut([]),
  };
  const before = decoderOf(schema)(nothing, { keys: 0 }) as ApiObject;
  const change = { before: documentOf(before), after: documentOf(body) };
  const owners = entriesOf(ownersOfCreated(scope, [], change, { manager, now: timestamp(now()) }));
  if (owners.length > 0) body.metadata.managedFields = owners;
}

function documentOf({ kind: _, apiVersion: __, ...fields }: ApiObject): Readonly<Record<string, unknown>> {
  return fields;
}
