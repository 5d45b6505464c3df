import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import type { ReadContext } from '../../registry/definition/request-context.ts';
import { listObjects, type ObjectList } from '../../registry/list.ts';
import { notUpgraded, upgradeOf } from '../connection/upgrade.ts';
import { contextOf, type Endpoint, formSource, pathOf } from '../endpoint.ts';
import { type OutputFormat, objectFormat } from '../negotiation/output-format.ts';
import { type ListQuery, listQuery } from '../options/list-options.ts';
import type { Query } from '../options/query.ts';
import { isWatch } from '../options/watch-options.ts';
import { type FormSource, type ListForm, listInForm, splicedInto } from '../respond/forms/object-form.ts';
import { sharedBytes } from '../respond/forms/shared-bytes.ts';
import { type ListAnswer, respondList } from '../respond/respond-list.ts';
import { checkReached } from './get.ts';
import { watchServer } from './watch.ts';

/** GET of a collection: 200 with the list, or with a watch of it; 410 where the version asked for is no longer kept. */
export function listHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const { definition } = endpoint.resource;
  const watch = watchServer(endpoint);
  const source = formSource(endpoint, '');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (isWatch(request.query as Query)) return watch(request, reply, { isWatchPath: false, name: undefined });
    if (upgradeOf(request) !== undefined) throw notUpgraded();
    const options = listQuery(request.query as Query, definition);
    const context = contextOf(endpoint, request);
    await checkListReached(endpoint, options, context.signal);
    const { form, format } = listFormat(source, request);
    const list = await listObjects(endpoint.resource, context, options);
    return respondList(request, reply, listAnswer(form, list, context, listLink(endpoint, request)), format);
  };
}

/** Waits for the newest version that a list's options name. @throws StatusError 504 where it is not reached. */
export async function checkListReached<T extends ApiObject>(
  endpoint: Endpoint<T>,
  { exactly, notOlderThan, continued, version }: ListQuery,
  signal: AbortSignal | undefined,
): Promise<void> {
  const oldest = Math.max(exactly ?? notOlderThan ?? 0, continued?.revision ?? 0);
  if (oldest > 0) await checkReached(endpoint, oldest, signal, version);
}

/** The form in which a client wants a list. @throws StatusError 400, 406 */
export function listFormat<T extends ApiObject>(
  source: FormSource<T>,
  { headers, query }: FastifyRequest,
): { readonly form: ListForm; readonly format: OutputFormat } {
  const format = objectFormat(headers.accept);
  const form = format.form === undefined ? listForm(source) : listInForm(source, format.form, query as Query);
  return { form, format };
}

/** The `metadata.selfLink` of the list that a request is for: its path; undefined where that is left out. */
export function listLink(
  { selfLink }: Pick<Endpoint<ApiObject>, 'selfLink'>,
  request: FastifyRequest,
): string | undefined {
  return selfLink ? pathOf(request) : undefined;
}

/** A list of objects as it is answered. */
export function listAnswer(
  form: ListForm,
  list: ObjectList,
  { signal }: ReadContext,
  selfLink: string | undefined,
): ListAnswer {
  return { form, metadata: listMetadata(list, selfLink), objects: list.entries, signal };
}

/** How a list of objects is written as they are. */
function listForm<T extends ApiObject>(source: FormSource<T>): ListForm {
  const { kind, codec, schema } = source.resource.definition;
  return {
    head: (metadata) =>
      `{"kind":"${kind.kind}List","apiVersion":"${apiVersionOf(kind)}","metadata":${metadata},"items":`,
    item: (object) => codec.itemText(object.value, splicedInto(object, source)),
    bytes: bytesOf(source),
    tail: '}',
    none: '[]',
    schema,
  };
}

function bytesOf<T extends ApiObject>(source: FormSource<T>): NonNullable<ListForm['bytes']> {
  const known = bytesBySource.get(source) ?? sharedBytes();
  bytesBySource.set(source, known);
  return known;
}

const bytesBySource = new WeakMap<object, NonNullable<ListForm['bytes']>>();

function listMetadata(
  { revision, continueToken, remainingItemCount }: ObjectList,
  selfLink: string | undefined,
): string {
  return JSON.stringify({ selfLink, resourceVersion: String(revision), continue: continueToken, remainingItemCount });
}
